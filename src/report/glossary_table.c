#include "report/page.h"

#include <stddef.h>

const retort_page_term retort_page_glossary[] = {
    {"Suspect", "The model in question."},
    {"Reference", "A model of the library that may have been a teacher."},
    {"Lineage", "Models of one origin. A lineage has one vote, however many "
                "models it has."},
    {"Control", "A model that is tied neither to the suspect nor to the "
                "reference. The more lineages of controls, the more a rank "
                "says."},
    {"Control suspect",
     "A model documented not to descend from the reference. "
     "Their scores show what is usual without distillation."},
    {"Percentile", "Share of the control suspects, lineages weighing equally, "
                   "whose profile score is lower than the suspect's. With "
                   "fewer than ten of them, share of the references."},
    {"Background", "Mean of the lineages of the library, without those of "
                   "suspect and reference. It is taken away from both before "
                   "they are compared."},
    {NULL, NULL},
};

const char *const retort_page_limits[] = {
    "It is a screening. Its error rate is not established, and it is no report "
    "of evidence.",
    "No number on this page says how probable it is that a suspect was "
    "distilled from a reference.",
    "It does not exclude a common teacher: two students of one teacher "
    "resemble each other and the teacher.",
    "It does not say who copied from whom. Direction is not inferred from "
    "likeness.",
    "It cannot tell distillation by the owner of the suspect from training on "
    "public data sets that hold replies of the reference.",
    "A low rank does not clear a suspect: some documented students are missed "
    "by every score.",
    "The nearest reference is the nearest of this library. The true teacher "
    "may not be in it.",
    NULL,
};
