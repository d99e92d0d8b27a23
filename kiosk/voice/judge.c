#include "voice/judge.h"

#include <math.h>

// A word of few frames says little: its difference counts as if it had this many more.
static const double worst_padding = 8;
enum { WORST_FRAMES = 5 }; // shorter ones are left out

// A logistic regression; fitted as tests/bench/hearing.md describes.
static const double weight_worst = 0.035;
static const double weight_whole = 0.31;
static const double weight_margin = 0.141;
static const double weight_none = 5.9;
static const float sure_from = 0.98F;
static const float sure_from_urgent = 0.90F;
static const float ask_from = 0.40F;

// Ways through the sound, frame by frame.
struct frames {
    float grammar[PP_LEVEL_FRAMES];
    float loop[PP_LEVEL_FRAMES];
    bool word[PP_LEVEL_FRAMES];
};

static void spread(const struct pp_path *path, float *scores, bool *word)
{
    for (size_t i = 0; i < path->count; i++) {
        const struct pp_segment *segment = &path->segments[i];
        float score = (float)segment->score / (float)(segment->last - segment->first + 1);
        for (int32_t f = segment->first; f <= segment->last && f < PP_LEVEL_FRAMES; f++) {
            scores[f] = score;
            if (word)
                word[f] = segment->word != PP_SEGMENT_SILENCE;
        }
    }
}

static float worst_word(const struct pp_path *grammar, const struct frames *frames, float none)
{
    double worst = INFINITY;
    for (size_t i = 0; i < grammar->count; i++) {
        const struct pp_segment *segment = &grammar->segments[i];
        int32_t length = segment->last - segment->first + 1;
        if (segment->word == PP_SEGMENT_SILENCE || length < WORST_FRAMES)
            continue;
        double sum = 0;
        for (int32_t f = segment->first; f <= segment->last && f < PP_LEVEL_FRAMES; f++)
            sum += (double)frames->grammar[f] - (double)frames->loop[f];
        worst = fmin(worst, sum / (length + worst_padding));
    }
    return isinf(worst) ? none : (float)worst;
}

void pp_judge_weigh(struct pp_evidence *evidence, const struct pp_path *grammar,
                    const struct pp_path *loop, const struct pp_levels *levels)
{
    struct frames frames = {0};
    spread(grammar, frames.grammar, frames.word);
    spread(loop, frames.loop, NULL);
    double words = 0;
    double rest = 0;
    size_t count = 0;
    for (size_t f = 0; f < PP_LEVEL_FRAMES; f++) {
        double difference = (double)frames.grammar[f] - (double)frames.loop[f];
        if (frames.word[f])
            words += difference;
        else if (f < levels->count && levels->frames[f] > levels->threshold)
            rest += difference;
        count += frames.word[f];
    }
    double length = count > 0 ? (double)count : 1;
    evidence->per_frame = (float)(words / length);
    evidence->whole = (float)((words + rest) / length);
    evidence->worst = worst_word(grammar, &frames, evidence->per_frame);
    evidence->seconds = (float)count / 100;
}

int64_t pp_judge_score(const struct pp_path *path)
{
    int64_t score = 0;
    for (size_t i = 0; i < path->count; i++)
        score += path->segments[i].score;
    return score;
}

float pp_judge_confidence(const struct pp_evidence *evidence)
{
    if (evidence->seconds <= 0)
        return 0;
    double sum = weight_none + weight_worst * (double)evidence->worst +
                 weight_whole * (double)evidence->whole + weight_margin * (double)evidence->margin;
    return (float)(1 / (1 + exp(-sum)));
}

enum pp_decision pp_judge_decide(float confidence, bool urgent)
{
    if (confidence >= (urgent ? sure_from_urgent : sure_from))
        return PP_HEARD_SURE;
    return confidence >= ask_from ? PP_HEARD_ASK : PP_HEARD_NO;
}
