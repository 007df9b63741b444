/*
 * What an adapter looks for stands in its detail text, which names every field
 * it reads. The reason and the nearest adapter are read off that text, so that
 * a new adapter needs no second table.
 */
#include "ingest/detect.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json_object.h>
#include <json-c/linkhash.h>

#include "ingest/jsonparse.h"

enum { ADAPTERS_MAX = 32, KEYS_SHOWN = 8, KEY_BYTES_SHOWN = 24, KEY_ROOM = 32 };

/* Keys of the first object seen, made fit for a message. */
typedef struct key_list {
    char names[KEYS_SHOWN][KEY_ROOM];
    size_t count;
    bool has_more;
} key_list;

typedef struct election {
    size_t votes[ADAPTERS_MAX];
    size_t voters;
    size_t winner;
    bool has_winner;
    key_list won;  /* keys of the first element that voted for the winner */
    key_list seen; /* keys of the first object */
} election;

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/* Does @text hold @word with no letter, digit or _ beside it? */
static bool mentions(const char *text, const char *word)
{
    size_t len = strlen(word);

    if (len == 0)
        return false;
    for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
        if ((p == text || !is_word(p[-1])) && !is_word(p[len]))
            return true;
    return false;
}

static void add_key(key_list *list, const char *key)
{
    char *to;
    size_t n = 0;

    if (list->count == KEYS_SHOWN) {
        list->has_more = true;
        return;
    }
    to = list->names[list->count++];
    for (; key[n] && n < KEY_BYTES_SHOWN; n++)
        to[n] = (char)(key[n] > ' ' && key[n] < 0x7f ? key[n] : '?');
    (void)snprintf(to + n, KEY_ROOM - n, "%s", key[n] ? "..." : "");
}

/* Keys of @element, only those that @detail mentions unless it is NULL. */
static key_list keys_of(struct json_object *element, const char *detail)
{
    key_list list = {.count = 0};

    json_object_object_foreach(element, key, value)
    {
        (void)value;
        if (!detail || mentions(detail, key))
            add_key(&list, key);
    }
    return list;
}

/* "a, b and c" */
static void join_keys(const key_list *list, char *out, size_t room)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < list->count && n < room; i++) {
        const char *glue = i == 0                                    ? ""
                           : i + 1 == list->count && !list->has_more ? " and "
                                                                     : ", ";
        int made = snprintf(out + n, room - n, "%s%s", glue, list->names[i]);

        n += made > 0 ? (size_t)made : 0;
    }
    if (list->has_more && n < room)
        (void)snprintf(out + n, room - n, ", ...");
}

static void vote(election *e, struct json_object *element)
{
    const retort_adapter *table = retort_adapters();
    size_t i = 0;

    while (table[i].name && !table[i].matches(element))
        i++;
    if (e->seen.count == 0)
        e->seen = keys_of(element, NULL);
    if (!table[i].name || i >= ADAPTERS_MAX)
        return;
    e->votes[i]++;
    if (!e->has_winner || e->votes[i] > e->votes[e->winner] ||
        (e->votes[i] == e->votes[e->winner] && i < e->winner)) {
        if (!e->has_winner || e->winner != i)
            e->won = keys_of(element, table[i].detail);
        e->winner = i;
        e->has_winner = true;
    }
}

static void hold(election *e, const retort_batch *batch)
{
    for (size_t i = 0; i < batch->count && e->voters < RETORT_DETECT_ELEMENTS;
         i++) {
        const retort_element *item = &batch->items[i];
        retort_span text = {batch->bytes + item->at, item->len};
        struct json_object *element = NULL;

        e->voters++;
        if (item->bad || retort_json_parse(&element, text, NULL) != RETORT_OK)
            continue;
        if (retort_json_is_object(element))
            vote(e, element);
        retort_json_free(element);
    }
}

/* The later row on a tie: it asks for less. The folder adapter reads none. */
static const retort_adapter *nearest(const key_list *keys)
{
    const retort_adapter *best = retort_adapter_find("plain");
    size_t best_hits = 0;

    for (const retort_adapter *a = retort_adapters(); a->name; a++) {
        size_t hits = 0;

        for (size_t i = 0; i < keys->count; i++)
            hits += mentions(a->detail, keys->names[i]);
        if (hits >= best_hits && hits > 0 && strcmp(a->name, "text") != 0) {
            best = a;
            best_hits = hits;
        }
    }
    return best;
}

static retort_status refuse(const election *e, retort_err *err)
{
    char keys[RETORT_REASON_BYTES];

    if (e->seen.count == 0)
        return RETORT_FAIL(err, RETORT_ERR_SHAPE,
                           "none of the first %zu elements is an object with "
                           "keys",
                           e->voters);
    join_keys(&e->seen, keys, sizeof(keys));
    return RETORT_FAIL(err, RETORT_ERR_SHAPE,
                       "no format has the keys %s; nearest is %s, see --format "
                       "and --map",
                       keys, nearest(&e->seen)->name);
}

retort_status retort_detect(const retort_batch *batch, retort_detection *out,
                            retort_err *err)
{
    election e = {.voters = 0};
    char keys[RETORT_REASON_BYTES / 2];

    *out = (retort_detection){.adapter = NULL};
    hold(&e, batch);
    if (!e.has_winner)
        return refuse(&e, err);
    out->adapter = &retort_adapters()[e.winner];
    join_keys(&e.won, keys, sizeof(keys));
    (void)snprintf(out->reason, sizeof(out->reason),
                   "%zu of %zu elements have %s: %s", e.votes[e.winner],
                   e.voters, keys, out->adapter->name);
    return RETORT_OK;
}
