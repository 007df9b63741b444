/**
 * @file ingest/offer.h
 * The way out of every adapter: each reply is offered once, with a verdict.
 *
 * Here the fields of --map replace the adapter's own, empty replies are found,
 * and read, used and skipped are counted, so that read = used + skipped holds
 * whatever an adapter does.
 */
#ifndef INGEST_OFFER_H
#define INGEST_OFFER_H

#include <retort/attrs.h>
#include <retort/record.h>
#include <retort/status.h>

#include "ingest/adapter.h"

/** The verdict that the reply can be used. */
#define RETORT_TAKE RETORT_SKIP_COUNT

/**
 * Offer one reply, or count one that is not there.
 *
 * @param rec      what is known of it; borrowed for the call
 * @param verdict  RETORT_TAKE, or why it cannot be used
 */
void retort_offer(retort_sink *sink, const retort_record *rec,
                  retort_skip verdict);

/** Count one reply that cannot be used and of which nothing is known. */
void retort_offer_skip(retort_sink *sink, retort_skip reason);

/** Stop the conversion with an error; the first one stays. */
void retort_offer_fail(retort_sink *sink, retort_status code, const char *fmt,
                       ...) RETORT_PRINTF(3, 4);

#endif /* INGEST_OFFER_H */
