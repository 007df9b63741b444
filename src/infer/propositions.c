#include <retort/evidence.h>

#include "infer/case.h"

static const retort_proposition_info ABOUT[RETORT_PROPOSITION_COUNT] = {
    [RETORT_PROPOSITION_SAME] =
        {"same",
         "Is S the model R itself, under another name, at another host, with "
         "another system prompt or decoding?",
         "residual", RETORT_ANSWER_RATIO,
         "S is R itself under another name, host, system prompt or decoding",
         "S and R are unrelated models",
         "Positive: two entries of one set of weights. Null: models that "
         "neither lineage, vendor, base nor any documented path joins.",
         RETORT_CASE_RIDGE, false},
    [RETORT_PROPOSITION_TUNED] =
        {"tuned", "Was S tuned from the weights of R?", "residual",
         RETORT_ANSWER_RATIO, "S was tuned from R's weights",
         "S and R are unrelated models",
         "Positive: models whose weights were documented to start from those "
         "of the reference. Null: models that neither lineage, vendor, base "
         "nor any documented path joins.",
         RETORT_CASE_RIDGE, false},
    [RETORT_PROPOSITION_REUSE] =
        {"reuse", "Do S's replies copy those of R?", "reuse",
         RETORT_ANSWER_LIMIT, "S's replies copy passages of R's replies",
         "S's replies share passages with R's no more often than those of "
         "unrelated models do",
         "No population: a limit that unrelated pairs stay below.", 0.0, false},
    [RETORT_PROPOSITION_DISTILLED] =
        {"distilled",
         "Was S trained on replies of R, its weights coming from elsewhere?",
         "profile", RETORT_ANSWER_RATIO,
         "S was trained on R's replies, with weights from elsewhere",
         "S was made without R's replies (by itself or with another teacher)",
         "Positive: documented students of the reference's lineage. Null: "
         "documented models that are no student of it and tied to it by "
         "neither lineage, vendor nor any documented path.",
         RETORT_CASE_RIDGE_DISTILLED, true},
    [RETORT_PROPOSITION_CANARY] =
        {"canary",
         "Do S's replies hold secret markers that R's owner planted in R's "
         "replies?",
         "", RETORT_ANSWER_KEYS,
         "S's replies hold the markers that R's owner planted",
         "S's replies hold these markers no more often than decoy markers",
         "No population: an exact test against decoy keys drawn like the "
         "planted ones. It needs the keys of R's owner.",
         0.0, false},
};

const retort_proposition_info *retort_proposition_about(
    retort_proposition proposition)
{
    return &ABOUT[proposition];
}
