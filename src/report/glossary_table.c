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
    {"p", "Rank of the suspect's profile among the control suspects of the "
          "reference, one value a lineage: how often a lineage that does not "
          "descend from it would stand as near or nearer. It cannot fall "
          "below 1 / (lineages + 1)."},
    {"Holm p", "The same, made larger for the number of references looked at "
               "together (Holm 1979)."},
    {"Nearest set", "References that may not be told from the nearest one: "
                    "the scores name the set, not one of its members."},
    {"Background", "Mean of the lineages of the library, without those of "
                   "suspect and reference. It is taken away from both before "
                   "they are compared."},
    {NULL, NULL},
};

const retort_page_term retort_page_evidence_glossary[] = {
    {"LR", "Likelihood ratio: how much better one proposition explains the "
           "score than its alternative does. 1 favours neither. Log10 LR is "
           "its logarithm: 0 favours neither, 1 is ten to one, below 0 favours "
           "the alternative."},
    {"Verdict", "What the LR with its interval amounts to: supported, against, "
                "or inconclusive when the interval holds LR 1 or closed and "
                "open point in opposite directions; refused when a rule "
                "forbids a number. Flagged and not flagged answer questions "
                "that are settled by a limit or by keys."},
    {"In words", "The verbal scale, read off the end of the interval that is "
                 "nearer to LR 1."},
    {"Closed, open", "Two calibrations of the same score. Closed takes the "
                     "background as it is; open takes the other documented "
                     "teachers of the suspect out of it. The one nearer to LR "
                     "1 is the headline."},
    {"Bounds", "A small calibration cannot carry a large LR. Each bound is the "
               "most that its counts allow; the nearest one cuts the number, "
               "and is named where it did."},
    {"Interval", "Computed by a method that covers the true value in 95 % of "
                 "studies: suspect lineages, reference lineages and blocks of "
                 "prompts are drawn again and everything is fitted anew."},
    {"Calibrated by", "Other teachers: pairs of documented students and their "
                      "teachers; other references: documented pairs of kin. "
                      "The lineages of this pair are left out. Common source: "
                      "a reference without documented students; scores of "
                      "other teachers are scaled by the control suspects of "
                      "each, and those of this reference are named."},
    {"Rule", "What must hold before a number is given. One that fails refuses "
             "the LR or is a warning."},
    {NULL, NULL},
};

const char *const retort_page_evidence_limits[] = {
    "It is as good as its calibration: error rates are those of the labelled "
    "pairs behind it, named in the provenance, and of no other population.",
    "No number on this page says how probable it is that a suspect was "
    "distilled from a reference. That would need what is known apart from "
    "these replies.",
    "It does not exclude a common teacher: two students of one teacher "
    "resemble each other and the teacher.",
    "It does not say who copied from whom. Direction is not inferred from "
    "likeness.",
    "It cannot tell distillation by the owner of the suspect from training on "
    "public data sets that hold replies of the reference.",
    "An LR below 1 does not clear a suspect: some documented students are "
    "missed by every score.",
    "Where rivals are named, the claim is about the set of them and the "
    "reference together.",
    NULL,
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
