#include "voice/recogniser.h"

#include <pocketsphinx.h>
#include <sphinxbase/err.h>
#include <sphinxbase/fsg_model.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/paths.h"
#include "voice/grammar.h"
#include "voice/grammar_fsg.h"
#include "voice/judge.h"
#include "voice/level.h"

static const char debian_model[] = "/usr/share/pocketsphinx/model/en-us/en-us";

enum {
    STEP = PP_VOICE_RATE / 10,         // what is done between is looked at this often
    SAMPLES_MOST = 14 * PP_VOICE_RATE, // of an utterance; what is beyond is not heard
    LEARN_FRAMES = 80,                 // of speech, to learn the cepstral mean from
    LEARN_WITHIN = 200,                // frames, after which decoding starts in any case
    AROUND_FRAMES = 25,                // of the room that are decoded beside speech
    PAUSE_FRAMES = 20,                 // without speech: it may be the end
    LEAST_SPEECH_FRAMES = 12,          // less is no speech
    CEPSTRA_MOST = 64,
    // The front end keeps the first ten frames back; a first block that is shorter makes the
    // decoder take what its buffers still hold for what came before.
    BLOCK = 3 * STEP,
    SETTLE_SAMPLES = BLOCK,
};

// How many frames of speech the model's own mean counts for against what the speaker's voice and
// the microphone make of it. Measured: with it the distance between the right phrase and the next
// doubles; see tests/bench/hearing.md.
static const float prior_frames = 100;

struct pp_recogniser {
    struct pp_lexicon *lexicon;
    ps_decoder_t *words;  // all phrases
    ps_decoder_t *rivals; // all but those that mean what `words` found
    ps_decoder_t *loop;   // any row of phones
    fe_t *fe;             // to learn the cepstral mean with
    float start_mean[CEPSTRA_MOST];
    struct pp_grammar *grammar;
    uint16_t meaning[PP_MAX_PHRASES]; // of each phrase: the first one with the same id
    bool urgent[PP_MAX_PHRASES];
    unsigned char *ways; // how many pronunciations each word of the grammar has
    size_t phrase_count;
    int16_t *samples; // of this utterance
    size_t count;
    size_t seen;     // have been looked at, a whole number of STEP
    size_t start;    // where decoding begins: shortly before the first speech
    size_t decoded;  // up to here they have gone into `words` and `loop`
    size_t rivalled; // and up to here into `rivals`
    bool open;
    bool decoding;
    bool rivals_ready; // `rivals` has a graph (the library's own answer leaks)
    uint16_t left_out; // the meaning that `rivals` leaves out, or PP_NO_PHRASE
    struct pp_levels levels;
    struct pp_path found, other, phones;
};

static void say_nothing(void *context, err_lvl_t level, const char *format, ...)
{
    (void)context;
    (void)level;
    (void)format;
}

// Beams are wide because a wrong phone costs much in a language the model was not made for; the
// graphs are small. Noise removal adapts to the speaker and costs accuracy (voice.md); silence is
// left in, since its removal is state that outlives an utterance.
static ps_decoder_t *create_decoder(const char *model)
{
    cmd_ln_t *config = cmd_ln_init(NULL, ps_args(), TRUE, "-hmm", model,                       //
                                   "-remove_noise", "no", "-remove_silence", "no",             //
                                   "-bestpath", "no", "-pl_window", "0", "-compallsen", "yes", //
                                   "-beam", "1e-80", "-pbeam", "1e-80", "-wbeam", "1e-60",     //
                                   "-maxhmmpf", "-1", "-fsgusealtpron", "no", "-fsgusefiller", "no",
                                   "-allphone_ci", "yes", NULL);
    if (!config)
        return NULL;
    ps_decoder_t *decoder = ps_init(config);
    cmd_ln_free_r(config);
    return decoder;
}

static bool set_graph(ps_decoder_t *decoder, char *text, size_t length)
{
    FILE *file = fmemopen(text, length, "r");
    if (!file)
        return false;
    fsg_model_t *fsg = fsg_model_read(file, ps_get_logmath(decoder), 1.0F);
    fclose(file);
    if (!fsg)
        return false;
    bool done = ps_set_fsg(decoder, "graph", fsg) == 0 && ps_set_search(decoder, "graph") == 0;
    fsg_model_free(fsg);
    return done;
}

// One state with every phone of the table leading back to it.
static bool set_loop(ps_decoder_t *decoder, const char *const *phones)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return false;
    bool known = true;
    fputs("FSG_BEGIN loop\nNUM_STATES 1\nSTART_STATE 0\nFINAL_STATE 0\n", out);
    for (; *phones && known; phones++) {
        known = ps_add_word(decoder, *phones, *phones, FALSE) >= 0;
        fprintf(out, "TRANSITION 0 0 1.0 %s\n", *phones);
    }
    fputs("TRANSITION 0 0 0.005 <sil>\nTRANSITION 0 0 1e-8 [NOISE]\nFSG_END\n", out);
    bool done = fclose(out) == 0 && known && set_graph(decoder, text, length);
    free(text);
    return done;
}

static bool load_model(struct pp_recogniser *r, const char *model, struct pp_report *report)
{
    char mdef[PP_PATH_MAX];
    if (!pp_path_join(mdef, model, "mdef") || access(mdef, R_OK) != 0) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = model},
                      "install pocketsphinx-en-us, or set voice.model in kiosk.yaml",
                      "no acoustic model is here");
        return false;
    }
    r->words = create_decoder(model);
    r->rivals = create_decoder(model);
    r->loop = create_decoder(model);
    if (!r->words || !r->rivals || !r->loop) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = model},
                      "a model made for PocketSphinx 0.8 or 5", "the model cannot be read");
        return false;
    }
    if (!set_loop(r->loop, pp_lexicon_phones(r->lexicon))) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = model},
                      "set voice.phones to the table of this model",
                      "the model has other phones than the table");
        return false;
    }
    r->fe = fe_init_auto_r(ps_get_config(r->words));
    cmn_t *cmn = ps_get_feat(r->words)->cmn_struct;
    if (!r->fe || !cmn || cmn->veclen > CEPSTRA_MOST || fe_get_output_size(r->fe) != cmn->veclen) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = model},
                      "a model with cepstral mean normalisation",
                      "the model's features are unknown");
        return false;
    }
    cmn_live_get(cmn, r->start_mean);
    return true;
}

struct pp_recogniser *pp_recogniser_create(const char *model, struct pp_lexicon *lexicon,
                                           struct pp_report *report)
{
    err_set_callback(say_nothing, NULL);
    err_set_logfp(NULL);
    struct pp_recogniser *r = calloc(1, sizeof(*r));
    if (!r)
        return NULL;
    r->lexicon = lexicon;
    r->left_out = PP_NO_PHRASE;
    r->samples = calloc(SAMPLES_MOST, sizeof(*r->samples));
    if (r->samples && load_model(r, model && *model ? model : debian_model, report))
        return r;
    pp_recogniser_destroy(r);
    return NULL;
}

static void free_decoder(ps_decoder_t *decoder)
{
    if (decoder)
        ps_free(decoder);
}

void pp_recogniser_destroy(struct pp_recogniser *r)
{
    if (!r)
        return;
    if (r->samples)
        explicit_bzero(r->samples, SAMPLES_MOST * sizeof(*r->samples));
    free_decoder(r->words);
    free_decoder(r->rivals);
    free_decoder(r->loop);
    if (r->fe)
        fe_free(r->fe);
    pp_grammar_destroy(r->grammar);
    free(r->ways);
    free(r->samples);
    explicit_bzero(r, sizeof(*r));
    free(r);
}

static void set_mean(struct pp_recogniser *r, const float *mean)
{
    cmn_live_set(ps_get_feat(r->words)->cmn_struct, mean);
    cmn_live_set(ps_get_feat(r->rivals)->cmn_struct, mean);
    cmn_live_set(ps_get_feat(r->loop)->cmn_struct, mean);
}

static void start(ps_decoder_t *decoder)
{
    ps_start_stream(decoder);
    ps_start_utt(decoder);
}

// Lets a decoder hear a short, even noise, always the same: its buffers then hold that instead of
// what was said, and every utterance starts from the same state.
static void settle(ps_decoder_t *decoder, const int16_t *noise)
{
    start(decoder);
    ps_process_raw(decoder, noise, SETTLE_SAMPLES, FALSE, FALSE);
    ps_end_utt(decoder);
}

static void make_noise(int16_t *noise)
{
    uint32_t random = 1;
    for (size_t i = 0; i < SETTLE_SAMPLES; i++) {
        random = random * 1664525 + 1013904223; // Numerical Recipes' generator
        noise[i] = (int16_t)((int)(random >> 27) - 16);
    }
}

static void settle_all(struct pp_recogniser *r)
{
    int16_t noise[SETTLE_SAMPLES];
    make_noise(noise);
    set_mean(r, r->start_mean);
    settle(r->words, noise);
    settle(r->loop, noise);
    if (r->rivals_ready)
        settle(r->rivals, noise);
    set_mean(r, r->start_mean);
}

// Words stay in the dictionary: there are no more of them than the pack of one language has.
static bool add_word(ps_decoder_t *decoder, const char *word, const char *const *pronunciations,
                     size_t count)
{
    char *known = ps_lookup_word(decoder, word);
    ckd_free(known);
    for (size_t i = 0; i < count && !known; i++) {
        char name[128];
        snprintf(name, sizeof(name), i > 0 ? "%s(%zu)" : "%s", word, i + 1);
        if (ps_add_word(decoder, name, pronunciations[i], FALSE) < 0)
            return false;
    }
    return true;
}

static bool add_words(struct pp_recogniser *r, const struct pp_grammar *grammar,
                      unsigned char *ways, struct pp_report *report)
{
    for (size_t i = 0; i < grammar->word_count; i++) {
        const char *pronunciations[PP_MAX_PRONUNCIATIONS];
        const char *word = grammar->words[i];
        size_t count = pp_lexicon_word(r->lexicon, word, pronunciations);
        const char *sound = pp_lexicon_unmapped(r->lexicon);
        ways[i] = (unsigned char)count;
        if (count > 0 && add_word(r->words, word, pronunciations, count) &&
            add_word(r->rivals, word, pronunciations, count))
            continue;
        if (*sound)
            pp_report_add(report, PP_ERROR, (struct pp_place){.field = word},
                          "add it to the table in config/phones",
                          "the table has no phone for the sound %s", sound);
        else
            pp_report_add(report, PP_ERROR, (struct pp_place){.field = word},
                          "a word of the language, and eSpeak-NG installed",
                          "this word has no pronunciation");
        return false;
    }
    return true;
}

// Makes a decoder listen for every phrase but those that mean `left_out`.
static bool set_phrases(ps_decoder_t *decoder, const struct pp_grammar *grammar,
                        const unsigned char *ways, const uint16_t *meaning, size_t count,
                        uint16_t left_out)
{
    bool allowed[PP_MAX_PHRASES];
    for (size_t i = 0; i < count; i++)
        allowed[i] = meaning[i] != left_out;
    size_t length = 0;
    char *text = pp_grammar_fsg(grammar, allowed, ways, &length);
    bool done = text && set_graph(decoder, text, length);
    free(text);
    return done;
}

// Words and graph of new phrases, as far as can be told before the old ones go.
static bool prepare(struct pp_recogniser *r, const struct pp_grammar *grammar, unsigned char *ways,
                    const uint16_t *meaning, size_t count, struct pp_report *report)
{
    if (!add_words(r, grammar, ways, report))
        return false;
    if (set_phrases(r->words, grammar, ways, meaning, count, PP_NO_PHRASE))
        return true;
    pp_report_add(report, PP_ERROR, (struct pp_place){0}, NULL,
                  "the decoder does not take the phrases");
    return false;
}

bool pp_recogniser_phrases(struct pp_recogniser *r, const struct pp_phrase *phrases, size_t count,
                           struct pp_report *report)
{
    uint16_t meaning[PP_MAX_PHRASES];
    pp_recogniser_cancel(r);
    struct pp_grammar *grammar = pp_grammar_create(phrases, count, report);
    if (!grammar)
        return false;
    for (size_t i = 0; i < count; i++) {
        meaning[i] = 0;
        while (strcmp(phrases[meaning[i]].id, phrases[i].id) != 0)
            meaning[i]++;
    }
    unsigned char *ways = calloc(grammar->word_count, 1);
    if (!ways || !prepare(r, grammar, ways, meaning, count, report)) {
        free(ways);
        pp_grammar_destroy(grammar);
        return false;
    }
    pp_grammar_destroy(r->grammar);
    free(r->ways);
    r->grammar = grammar;
    r->ways = ways;
    r->phrase_count = count;
    memcpy(r->meaning, meaning, count * sizeof(*meaning));
    for (size_t i = 0; i < count; i++)
        r->urgent[i] = phrases[i].urgent;
    settle_all(r); // the first utterance starts from the same state as any later one
    return true;
}

bool pp_recogniser_begin(struct pp_recogniser *r)
{
    if (!r->grammar)
        return false;
    pp_recogniser_cancel(r);
    r->open = true;
    return true;
}

// The cepstral mean that fits what was said so far: the model's own, moved towards the mean of the
// frames that are speech.
static void learn_mean(struct pp_recogniser *r)
{
    const struct pp_levels *levels = &r->levels;
    float mean[CEPSTRA_MOST];
    int32 frames = (int32)levels->count;
    int32 size = fe_get_output_size(r->fe);
    memcpy(mean, r->start_mean, sizeof(mean));
    mfcc_t **cepstra = (mfcc_t **)ckd_calloc_2d((size_t)frames + 1, (size_t)size, sizeof(mfcc_t));
    int16 const *samples = r->samples;
    size_t count = r->count;
    fe_start_stream(r->fe);
    fe_start_utt(r->fe);
    fe_process_frames(r->fe, &samples, &count, cepstra, &frames, NULL);
    float weight = prior_frames;
    for (int32 i = 0; i < size; i++)
        mean[i] *= prior_frames;
    for (int32 frame = 0; frame < frames && levels->in_speech > 0; frame++) {
        if (levels->frames[frame] <= levels->threshold)
            continue;
        weight += 1;
        for (int32 i = 0; i < size; i++)
            mean[i] += cepstra[frame][i];
    }
    for (int32 i = 0; i < size; i++)
        mean[i] /= weight;
    set_mean(r, mean);
    explicit_bzero(cepstra[0], ((size_t)levels->count + 1) * (size_t)size * sizeof(mfcc_t));
    explicit_bzero(mean, sizeof(mean));
    ckd_free_2d(cepstra);
}

// Up to where there is something to decode: shortly behind the last speech. A pause is only
// decoded when speech goes on after it.
static size_t decodable(const struct pp_recogniser *r)
{
    size_t end = (r->levels.last + 1 + AROUND_FRAMES) * PP_LEVEL_FRAME;
    return end < r->count ? end : r->count;
}

// What there is between `done` and what is decodable goes into a decoder. Returns the new `done`.
static size_t decode(const struct pp_recogniser *r, ps_decoder_t *decoder, size_t done)
{
    size_t end = decodable(r);
    for (size_t at = done; at < end; at += BLOCK) {
        size_t count = end - at < BLOCK ? end - at : BLOCK;
        ps_process_raw(decoder, r->samples + at, count, FALSE, FALSE);
    }
    return end > done ? end : done;
}

static int16_t word_number(const struct pp_recogniser *r, const char *name)
{
    if (name[0] == '<' || name[0] == '[')
        return PP_SEGMENT_SILENCE;
    size_t length = strcspn(name, "("); // word(2) is the second pronunciation of word
    for (size_t i = 0; i < r->grammar->word_count; i++) {
        const char *word = r->grammar->words[i];
        if (strncmp(word, name, length) == 0 && word[length] == '\0')
            return (int16_t)i;
    }
    return PP_SEGMENT_PHONE;
}

static void read_path(const struct pp_recogniser *r, ps_decoder_t *decoder, struct pp_path *path)
{
    int32_t offset = (int32_t)(r->start / PP_LEVEL_FRAME);
    path->count = 0;
    ps_seg_t *segment = ps_seg_iter(decoder);
    while (segment && path->count < PP_MAX_SEGMENTS) {
        struct pp_segment *to = &path->segments[path->count];
        int first;
        int last;
        int32 score;
        int32 language;
        int32 backoff;
        ps_seg_frames(segment, &first, &last);
        ps_seg_prob(segment, &score, &language, &backoff);
        *to = (struct pp_segment){first + offset, last + offset, score,
                                  word_number(r, ps_seg_word(segment))};
        path->count += last >= first;
        segment = ps_seg_next(segment);
    }
    if (segment)
        ps_seg_free(segment);
}

// The phrase whose words a path is, or PP_NO_PHRASE.
static uint16_t phrase_of(const struct pp_recogniser *r, const struct pp_path *path)
{
    long state = 0;
    for (size_t i = 0; i < path->count && state >= 0; i++) {
        if (path->segments[i].word >= 0)
            state = pp_grammar_step(r->grammar, (size_t)state, (size_t)path->segments[i].word);
    }
    return state < 0 ? PP_NO_PHRASE : r->grammar->accepts[state];
}

static void stop_rivals(struct pp_recogniser *r)
{
    if (r->left_out != PP_NO_PHRASE)
        ps_end_utt(r->rivals);
    r->left_out = PP_NO_PHRASE;
}

// Lets the rivals of a meaning decode, from the start of the utterance.
static void start_rivals(struct pp_recogniser *r, uint16_t meaning)
{
    stop_rivals(r);
    if (!set_phrases(r->rivals, r->grammar, r->ways, r->meaning, r->phrase_count, meaning))
        return; // there is no other meaning
    r->rivals_ready = true;
    start(r->rivals);
    r->rivalled = decode(r, r->rivals, r->start);
    r->left_out = meaning;
}

// In a pause, which may be the end, what was found so far tells which rivals to let decode: they
// are then done when the end has come.
static void follow_rivals(struct pp_recogniser *r)
{
    if (r->levels.last + PAUSE_FRAMES < r->levels.count) {
        read_path(r, r->words, &r->found);
        uint16_t phrase = phrase_of(r, &r->found);
        if (phrase != PP_NO_PHRASE && r->meaning[phrase] != r->left_out)
            start_rivals(r, r->meaning[phrase]);
    }
    if (r->left_out != PP_NO_PHRASE)
        r->rivalled = decode(r, r->rivals, r->rivalled);
}

static bool can_start(const struct pp_levels *levels)
{
    return levels->in_speech >= LEARN_FRAMES ||
           (levels->in_speech > 0 && levels->count >= levels->first + LEARN_WITHIN);
}

static void start_decoding(struct pp_recogniser *r)
{
    size_t first = r->levels.first;
    r->start = (first > AROUND_FRAMES ? first - AROUND_FRAMES : 0) * PP_LEVEL_FRAME;
    r->decoded = r->start;
    learn_mean(r);
    start(r->words);
    start(r->loop);
    r->decoding = true;
}

static void advance(struct pp_recogniser *r, bool at_once)
{
    pp_levels_measure(&r->levels, r->samples, r->count);
    if (!r->decoding) {
        if (!at_once && !can_start(&r->levels))
            return;
        start_decoding(r);
    }
    decode(r, r->words, r->decoded);
    r->decoded = decode(r, r->loop, r->decoded);
    follow_rivals(r);
}

void pp_recogniser_feed(struct pp_recogniser *r, const int16_t *samples, size_t count)
{
    // In steps of one size, so that the result does not depend on how the samples came in.
    while (r->open && count > 0 && r->count < SAMPLES_MOST) {
        size_t room = r->seen + STEP - r->count;
        size_t part = count < room ? count : room;
        memcpy(r->samples + r->count, samples, part * sizeof(*samples));
        r->count += part;
        samples += part;
        count -= part;
        if (r->count == r->seen + STEP) {
            r->seen = r->count;
            advance(r, false);
        }
    }
}

static void add_guess(struct pp_heard *heard, uint16_t phrase, const struct pp_evidence *evidence)
{
    heard->guesses[heard->guess_count++] = (struct pp_guess){phrase, pp_judge_confidence(evidence)};
}

// How far the best phrase is before the rivals, and they themselves as the second guess.
static void weigh_rivals(struct pp_recogniser *r, struct pp_evidence *evidence,
                         struct pp_evidence *second, uint16_t *rival)
{
    *rival = PP_NO_PHRASE;
    evidence->margin = PP_MARGIN_MOST;
    if (r->left_out == PP_NO_PHRASE)
        return;
    r->rivalled = decode(r, r->rivals, r->rivalled);
    ps_end_utt(r->rivals);
    r->left_out = PP_NO_PHRASE;
    read_path(r, r->rivals, &r->other);
    *rival = phrase_of(r, &r->other);
    if (*rival == PP_NO_PHRASE || evidence->seconds <= 0)
        return;
    int64_t ahead = pp_judge_score(&r->found) - pp_judge_score(&r->other);
    float margin = (float)ahead / (evidence->seconds * 100);
    evidence->margin = margin < PP_MARGIN_MOST ? margin : PP_MARGIN_MOST;
    pp_judge_weigh(second, &r->other, &r->phones, &r->levels);
    second->margin = -evidence->margin;
}

static void answer(struct pp_recogniser *r, struct pp_heard *heard)
{
    ps_end_utt(r->words);
    ps_end_utt(r->loop);
    r->decoding = false;
    read_path(r, r->words, &r->found);
    read_path(r, r->loop, &r->phones);
    uint16_t best = phrase_of(r, &r->found);
    if (best == PP_NO_PHRASE)
        return;
    if (r->left_out != r->meaning[best])
        start_rivals(r, r->meaning[best]);
    struct pp_evidence evidence = {0};
    struct pp_evidence second = {0};
    uint16_t rival;
    pp_judge_weigh(&evidence, &r->found, &r->phones, &r->levels);
    weigh_rivals(r, &evidence, &second, &rival);
    add_guess(heard, best, &evidence);
    if (rival != PP_NO_PHRASE)
        add_guess(heard, rival, &second);
    heard->decision = pp_judge_decide(heard->guesses[0].confidence, r->urgent[best]);
    heard->per_frame = evidence.per_frame;
    heard->worst = evidence.worst;
    heard->whole = evidence.whole;
    heard->margin = evidence.margin;
}

void pp_recogniser_end(struct pp_recogniser *r, struct pp_heard *heard)
{
    struct pp_heard result = {.decision = PP_HEARD_NO};
    if (r->open) {
        pp_levels_measure(&r->levels, r->samples, r->count);
        if (r->levels.in_speech >= LEAST_SPEECH_FRAMES) {
            advance(r, true);
            answer(r, &result);
            result.snr_db = r->levels.voice - r->levels.floor;
            result.seconds = (float)r->levels.in_speech / 100;
        }
    }
    pp_recogniser_cancel(r);
    *heard = result;
}

void pp_recogniser_cancel(struct pp_recogniser *r)
{
    if (!r->open)
        return;
    if (r->decoding) {
        ps_end_utt(r->words);
        ps_end_utt(r->loop);
    }
    stop_rivals(r);
    settle_all(r);
    explicit_bzero(r->samples, r->count * sizeof(*r->samples));
    explicit_bzero(&r->levels, sizeof(r->levels));
    explicit_bzero(&r->found, sizeof(r->found));
    explicit_bzero(&r->other, sizeof(r->other));
    explicit_bzero(&r->phones, sizeof(r->phones));
    r->count = r->seen = r->start = r->decoded = r->rivalled = 0;
    r->open = r->decoding = false;
}
