#include "fingerprint/library_scores.h"

#include <retort/limits.h>
#include <string.h>

#include "fingerprint/library_core.h"
#include "fingerprint/library_db.h"

static const char read_scores[] =
    "SELECT suspect, reference, value FROM score WHERE kind = ?1"
    " ORDER BY suspect, reference";

static retort_status check_arguments(const retort_library *lib,
                                     const char *kind, const char *digest,
                                     const retort_library_score *scores,
                                     size_t count, retort_err *err)
{
    if (!lib->scratch)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "library was opened for reading only");
    if (!retort_library_is_label(kind))
        return RETORT_FAIL(err, RETORT_ERR_ARG, "\"%.40s\" is no kind of score",
                           kind);
    if (!retort_library_is_digest(digest))
        return RETORT_FAIL(err, RETORT_ERR_ARG, "\"%.80s\" is no digest",
                           digest);
    for (size_t i = 0; i < count; i++)
        if (!retort_library_is_label(scores[i].suspect) ||
            !retort_library_is_label(scores[i].reference))
            return RETORT_FAIL(err, RETORT_ERR_ARG,
                               "score %zu names no proper models", i);
    return RETORT_OK;
}

static retort_status insert_set(struct sqlite3 *db, const char *kind,
                                const char *digest, retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st = retort_db_prepare(
        db, "INSERT OR REPLACE INTO score_set VALUES (?1, ?2)", &stmt, err);

    if (st == RETORT_OK) {
        retort_db_bind_text(stmt, 1, kind);
        retort_db_bind_text(stmt, 2, digest);
        st = retort_db_run(stmt, err);
    }
    retort_db_finish(stmt);
    return st;
}

static retort_status delete_scores(struct sqlite3 *db, const char *kind,
                                   retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st =
        retort_db_prepare(db, "DELETE FROM score WHERE kind = ?1", &stmt, err);

    if (st == RETORT_OK) {
        retort_db_bind_text(stmt, 1, kind);
        st = retort_db_run(stmt, err);
    }
    retort_db_finish(stmt);
    return st;
}

static retort_status insert_score(struct sqlite3_stmt *stmt, const char *kind,
                                  const retort_library_score *score,
                                  retort_err *err)
{
    retort_db_bind_text(stmt, 1, kind);
    retort_db_bind_text(stmt, 2, score->suspect);
    retort_db_bind_text(stmt, 3, score->reference);
    retort_db_bind_real(stmt, 4, score->value);
    return retort_db_run(stmt, err);
}

static retort_status prepare_insert(struct sqlite3 *db,
                                    struct sqlite3_stmt **out, retort_err *err)
{
    return retort_db_prepare(db, "INSERT INTO score VALUES (?1, ?2, ?3, ?4)",
                             out, err);
}

static retort_status insert_scores(struct sqlite3 *db, const char *kind,
                                   const retort_library_score *scores,
                                   size_t count, retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st = prepare_insert(db, &stmt, err);

    for (size_t i = 0; st == RETORT_OK && i < count; i++) {
        st = insert_score(stmt, kind, &scores[i], err);
        if (st == RETORT_ERR_FORMAT) /* what SQLite calls a constraint */
            st =
                RETORT_FAIL(err, RETORT_ERR_ARG, "two scores for %s against %s",
                            scores[i].suspect, scores[i].reference);
    }
    retort_db_finish(stmt);
    return st;
}

retort_status retort_library_scores_put(retort_library *lib, const char *kind,
                                        const char *digest_hex,
                                        const retort_library_score *scores,
                                        size_t count, retort_err *err)
{
    retort_status st =
        check_arguments(lib, kind, digest_hex, scores, count, err);

    if (st != RETORT_OK)
        return st;
    st = delete_scores(lib->scratch, kind, err);
    if (st == RETORT_OK)
        st = insert_scores(lib->scratch, kind, scores, count, err);
    if (st == RETORT_OK)
        st = insert_set(lib->scratch, kind, digest_hex, err);
    if (st != RETORT_OK)
        lib->has_failed = true;
    return st;
}

/* Digest that set @p kind of @p db was computed for; "" if there is none. */
static retort_status set_digest(struct sqlite3 *db, const char *kind,
                                char out[RETORT_DIGEST_HEX_BYTES],
                                retort_err *err)
{
    struct sqlite3_stmt *stmt;
    const char *digest;
    retort_status st = retort_db_prepare(
        db, "SELECT library_digest FROM score_set WHERE kind = ?1", &stmt, err);

    out[0] = '\0';
    if (st != RETORT_OK)
        return st;
    retort_db_bind_text(stmt, 1, kind);
    st = retort_db_step(stmt, err);
    if (st == RETORT_OK) {
        digest = retort_db_text(stmt, 0);
        if (digest && retort_library_is_digest(digest))
            memcpy(out, digest, RETORT_DIGEST_HEX_BYTES);
        else
            st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                             "scores %s of the library carry no digest", kind);
    }
    retort_db_finish(stmt);
    return st == RETORT_END ? RETORT_OK : st;
}

/* The database whose set @p kind counts: this session's, else the file's. */
static retort_status find_set(const retort_library *lib, const char *kind,
                              struct sqlite3 **out,
                              char digest[RETORT_DIGEST_HEX_BYTES],
                              retort_err *err)
{
    retort_status st = RETORT_OK;

    *out = lib->scratch;
    digest[0] = '\0';
    if (lib->scratch)
        st = set_digest(lib->scratch, kind, digest, err);
    if (st == RETORT_OK && digest[0] == '\0' && lib->old) {
        *out = lib->old;
        st = set_digest(lib->old, kind, digest, err);
    }
    return st;
}

static retort_status read_score(struct sqlite3_stmt *stmt,
                                retort_library_score *out, retort_err *err)
{
    out->suspect = retort_db_text(stmt, 0);
    out->reference = retort_db_text(stmt, 1);
    if (!out->suspect || !retort_library_is_label(out->suspect) ||
        !out->reference || !retort_library_is_label(out->reference) ||
        !retort_db_real(stmt, 2, &out->value))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "a score of the library is broken");
    return RETORT_OK;
}

static retort_status each_score(struct sqlite3 *db, const char *kind,
                                retort_library_score_fn *fn, void *ctx,
                                retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st = retort_db_prepare(db, read_scores, &stmt, err);

    if (st == RETORT_OK)
        retort_db_bind_text(stmt, 1, kind);
    while (st == RETORT_OK) {
        retort_library_score score;

        st = retort_db_step(stmt, err);
        if (st == RETORT_OK)
            st = read_score(stmt, &score, err);
        if (st == RETORT_OK)
            st = fn(ctx, &score, err);
    }
    retort_db_finish(stmt);
    return st == RETORT_END ? RETORT_OK : st;
}

retort_status retort_library_scores_get(const retort_library *lib,
                                        const char *kind,
                                        const char *digest_hex,
                                        retort_library_score_fn *fn, void *ctx,
                                        retort_err *err)
{
    char found[RETORT_DIGEST_HEX_BYTES];
    struct sqlite3 *db;
    retort_status st = find_set(lib, kind, &db, found, err);

    if (st != RETORT_OK)
        return st;
    if (found[0] == '\0')
        return RETORT_FAIL(err, RETORT_ERR_NOT_FOUND,
                           "library has no scores %.40s", kind);
    if (strcmp(found, digest_hex) != 0)
        return RETORT_FAIL(err, RETORT_ERR_NOT_FOUND,
                           "scores %.40s are of library %.16s, not %.16s", kind,
                           found, digest_hex);
    return each_score(db, kind, fn, ctx, err);
}

struct copy {
    struct sqlite3_stmt *insert;
    const char *kind;
};

static retort_status copy_score(void *ctx, const retort_library_score *score,
                                retort_err *err)
{
    struct copy *copy = ctx;

    return insert_score(copy->insert, copy->kind, score, err);
}

/* Copy set @p kind if @p db is where it counts and it fits @p digest. */
static retort_status copy_set(const retort_library *lib, struct sqlite3 *to,
                              const char *kind, const char *digest,
                              retort_err *err)
{
    char found[RETORT_DIGEST_HEX_BYTES];
    struct copy copy = {NULL, kind};
    struct sqlite3 *db;
    retort_status st = find_set(lib, kind, &db, found, err);

    if (st != RETORT_OK || strcmp(found, digest) != 0)
        return st;
    st = insert_set(to, kind, digest, err);
    if (st == RETORT_OK)
        st = prepare_insert(to, &copy.insert, err);
    if (st == RETORT_OK)
        st = each_score(db, kind, copy_score, &copy, err);
    retort_db_finish(copy.insert);
    return st;
}

struct kind_list {
    char name[RETORT_SCORE_KINDS_MAX][RETORT_LABEL_BYTES_MAX + 1];
    size_t count;
};

/* Keep the names ascending and distinct; what is too many is not copied. */
static void add_kind(struct kind_list *list, const char *kind)
{
    size_t at = 0;

    while (at < list->count && strcmp(list->name[at], kind) < 0)
        at++;
    if (list->count == RETORT_SCORE_KINDS_MAX ||
        (at < list->count && strcmp(list->name[at], kind) == 0))
        return;
    memmove(list->name[at + 1], list->name[at],
            (list->count - at) * sizeof(list->name[0]));
    memcpy(list->name[at], kind, strlen(kind) + 1);
    list->count++;
}

static retort_status add_kinds(struct kind_list *list, struct sqlite3 *db,
                               retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st = retort_db_prepare(
        db, "SELECT kind FROM score_set ORDER BY kind", &stmt, err);

    while (st == RETORT_OK) {
        st = retort_db_step(stmt, err);
        if (st == RETORT_OK) {
            const char *kind = retort_db_text(stmt, 0);

            if (kind && retort_library_is_label(kind))
                add_kind(list, kind);
        }
    }
    retort_db_finish(stmt);
    return st == RETORT_END ? RETORT_OK : st;
}

retort_status retort_library_scores_copy(const retort_library *lib,
                                         struct sqlite3 *to, retort_err *err)
{
    struct kind_list list = {.count = 0};
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_status st = retort_library_digest(lib, digest, err);

    if (st == RETORT_OK && lib->scratch)
        st = add_kinds(&list, lib->scratch, err);
    if (st == RETORT_OK && lib->old)
        st = add_kinds(&list, lib->old, err);
    for (size_t i = 0; st == RETORT_OK && i < list.count; i++)
        st = copy_set(lib, to, list.name[i], digest, err);
    return st;
}
