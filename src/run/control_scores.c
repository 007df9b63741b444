#include "run/control_scores.h"

#include "base/mem.h"
#include "compare/profile.h"
#include "run/flow.h"

struct job {
    retort_roster *roster;
    const retort_profile *profile;
    size_t next;       /* reference to score next */
    size_t *reference; /* of each slot */
};

void retort_roster_models(const retort_roster *roster, retort_model *out)
{
    for (size_t i = 0; i < roster->count; i++) {
        const retort_roster_model *m = &roster->models[i];

        out[i] = (retort_model){.name = m->name,
                                .family = m->row->family[0] ? m->row->family
                                                            : m->name,
                                .vendor = m->row->vendor,
                                .background = m->background,
                                .fp = m->fp};
    }
}

static retort_status produce(void *ctx, size_t slot, retort_err *err)
{
    struct job *j = ctx;

    (void)err;
    while (j->next < j->roster->count &&
           !j->roster->models[j->next].is_reference)
        j->next++;
    if (j->next == j->roster->count)
        return RETORT_END;
    j->reference[slot] = j->next++;
    return RETORT_OK;
}

/* One column: threads write to different ones. */
static retort_status work(void *ctx, size_t worker, size_t slot,
                          retort_err *err)
{
    struct job *j = ctx;
    retort_roster *r = j->roster;
    size_t ref = j->reference[slot];

    (void)worker;
    (void)err;
    for (size_t s = 0; s < r->count; s++) {
        size_t at = s * r->count + ref;

        if (s != ref)
            r->profile[at] = retort_profile_score(j->profile, s, ref);
        if (r->models[s].is_reference)
            r->common[at] = retort_profile_common(j->profile, s, ref);
    }
    r->hub[ref] = retort_profile_hub(j->profile, ref);
    return RETORT_OK;
}

static retort_status consume(void *ctx, size_t slot, retort_err *err)
{
    (void)ctx;
    (void)slot;
    (void)err;
    return RETORT_OK;
}

static retort_status score_all(retort_roster *roster,
                               const retort_profile *profile, size_t threads,
                               retort_err *err)
{
    struct job j = {.roster = roster, .profile = profile};
    retort_flow flow = {
        .ctx = &j, .produce = produce, .work = work, .consume = consume};
    retort_status st;

    flow.threads = threads ? threads : retort_flow_processors();
    flow.slots = 2 * flow.threads;
    j.reference = retort_mem_new(flow.slots, sizeof(*j.reference));
    if (!j.reference)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    st = retort_flow_run(&flow, err);
    retort_mem_free(j.reference);
    return st;
}

retort_status retort_control_scores(retort_roster *roster, size_t threads,
                                    retort_err *err)
{
    retort_modelset *set = NULL;
    retort_profile *profile = NULL;
    retort_model *models = retort_mem_new(roster->count, sizeof(*models));
    retort_status st = RETORT_OK;

    if (!roster->count)
        return RETORT_OK;
    if (!models)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    retort_roster_models(roster, models);
    st = retort_modelset_new(&set, models, roster->count, err);
    if (st == RETORT_OK)
        st = retort_profile_new(&profile, set, err);
    if (st == RETORT_OK)
        st = score_all(roster, profile, threads, err);
    if (st == RETORT_ERR_NOT_APPLICABLE)
        st = RETORT_OK; /* some model lacks a family: scores stay unknown */
    retort_profile_free(profile);
    retort_modelset_free(set);
    retort_mem_free(models);
    return st;
}
