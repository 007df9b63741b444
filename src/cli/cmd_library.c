#include "cli/command.h"

static const struct cmd SUBS[] = {
    {"add", &cmd_library_add},
    {"check", &cmd_library_check},
    {"lineage", &cmd_library_lineage},
    {"list", &cmd_library_list},
    {NULL, NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort library add mine.rlib models/*.rfp --lineage lineage.tsv",
     "make a library of all fingerprints in a folder, with their lineage"},
    {"retort library list mine.rlib", "what it holds"},
    {NULL, NULL},
};

const retort_command cmd_library = {
    .summary = "keep fingerprints and lineage in one file",
    .usage = "COMMAND FILE.rlib...",
    .about =
        "A library holds the fingerprints of many models and what is known "
        "about who was trained on whose replies. It is what a suspect is held "
        "against. The file is an SQLite database and opens in sqlite3.",
    .examples = EXAMPLES,
    .exits = "02345",
    .see_also = "fingerprint screen compare inspect",
    .subs = SUBS,
};
