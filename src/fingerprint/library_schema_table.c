#include "fingerprint/library_schema.h"

#include <stddef.h>

const retort_schema_item retort_library_schema[] = {
    {"table", "model",
     "CREATE TABLE model (\n"
     "  name TEXT NOT NULL PRIMARY KEY,\n"
     "  content_digest TEXT NOT NULL,\n"
     "  replies INTEGER NOT NULL,\n"
     "  prompts INTEGER NOT NULL,\n"
     "  fingerprint BLOB NOT NULL\n"
     ") STRICT"},
    {"table", "lineage",
     "CREATE TABLE lineage (\n"
     "  model TEXT NOT NULL PRIMARY KEY,\n"
     "  vendor TEXT NOT NULL,\n"
     "  family TEXT NOT NULL,\n"
     "  base TEXT NOT NULL,\n"
     "  relation TEXT NOT NULL,\n"
     "  teachers TEXT NOT NULL,\n"
     "  share TEXT NOT NULL,\n"
     "  confidence TEXT NOT NULL,\n"
     "  released TEXT NOT NULL,\n"
     "  source TEXT NOT NULL,\n"
     "  note TEXT NOT NULL\n"
     ") STRICT"},
    {"table", "note",
     "CREATE TABLE note (\n"
     "  key TEXT NOT NULL PRIMARY KEY,\n"
     "  value TEXT NOT NULL\n"
     ") STRICT"},
    {"table", "score_set",
     "CREATE TABLE score_set (\n"
     "  kind TEXT NOT NULL PRIMARY KEY,\n"
     "  library_digest TEXT NOT NULL\n"
     ") STRICT"},
    {"table", "score",
     "CREATE TABLE score (\n"
     "  kind TEXT NOT NULL,\n"
     "  suspect TEXT NOT NULL,\n"
     "  reference TEXT NOT NULL,\n"
     "  value REAL,\n"
     "  PRIMARY KEY (kind, suspect, reference)\n"
     ") STRICT, WITHOUT ROWID"},
    {"view", "members",
     "CREATE VIEW members AS\n"
     "SELECT m.name, l.vendor, l.family AS lineage, l.base, l.relation,\n"
     "       l.teachers, l.share, l.confidence, l.released, m.replies,\n"
     "       m.prompts, length(m.fingerprint) AS fingerprint_bytes,\n"
     "       m.content_digest\n"
     "FROM model AS m LEFT JOIN lineage AS l ON l.model = m.name\n"
     "ORDER BY m.name"},
    {"view", "lineage_counts",
     "CREATE VIEW lineage_counts AS\n"
     "SELECT l.family AS lineage, count(*) AS rows, count(m.name) AS members,\n"
     "       sum(l.relation IN ('teacher', 'version')) AS reference_rows,\n"
     "       sum(l.relation IN ('sft-distill', 'mixed-distill'))\n"
     "         AS student_rows,\n"
     "       sum(l.relation = 'human-sft') AS human_rows,\n"
     "       sum(l.confidence = 'documented') AS documented_rows,\n"
     "       min(nullif(l.released, '')) AS first_released\n"
     "FROM lineage AS l LEFT JOIN model AS m ON m.name = l.model\n"
     "GROUP BY l.family ORDER BY l.family"},
    {"view", "reference_rows",
     "CREATE VIEW reference_rows AS\n"
     "SELECT name, vendor, lineage, relation, confidence, released, replies,\n"
     "       prompts, content_digest\n"
     "FROM members WHERE relation IN ('teacher', 'version')\n"
     "ORDER BY name"},
    {NULL, NULL, NULL},
};
