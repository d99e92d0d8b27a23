// praatpaalctl bench: the figures that performance is judged by, measured here and now.
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "ctl/bench.h"
#include "ctl/bench_hearing.h"
#include "ctl/bench_kiosk.h"
#include "ctl/bench_screens.h"
#include "ctl/bench_speech.h"
#include "ctl/ctl.h"

static const char help[] =
    "Usage: praatpaalctl bench [--json]\n"
    "Measures this machine: start, touch to frame, idling, memory, matching, hearing, speaking.\n"
    "Takes about two minutes. With a display ($DISPLAY) start and idling are measured on it.\n";

static void put(json_t *object, const char *name, double value)
{
    json_object_set_new(object, name, json_real(value));
}

static json_t *measure_kiosk(struct pp_ctl *ctl)
{
    struct pp_bench_kiosk figures;
    if (!pp_bench_kiosk(ctl, &figures))
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "video", json_string(figures.on_display ? "x11" : "dummy"));
    put(object, "first_frame_ms", figures.first_frame_ms);
    put(object, "idle_wakeups_per_s", figures.idle_wakeups_per_s);
    put(object, "idle_frames_in_10_s", figures.idle_frames);
    put(object, "pss_voice_mb", figures.pss_voice_mb);
    put(object, "pss_mute_mb", figures.pss_mute_mb);
    return object;
}

static json_t *measure_screens(struct pp_ctl *ctl)
{
    struct pp_bench_screen screens[PP_BENCH_SCREENS];
    size_t count = pp_bench_screens(ctl, screens);
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++) {
        json_t *screen = json_object();
        put(screen, "p50_ms", screens[i].p50_ms);
        put(screen, "p99_ms", screens[i].p99_ms);
        put(screen, "presses", (double)screens[i].count);
        json_object_set_new(object, screens[i].screen, screen);
    }
    return object;
}

static json_t *measure_match(struct pp_ctl *ctl)
{
    static const size_t sizes[] = {100, 1000, 10000, 100000};
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        double p50, p99;
        char name[24];
        if (!pp_ctl_load_flow(ctl) || !pp_bench_match(ctl, sizes[i], &p50, &p99))
            continue;
        json_t *size = json_object();
        put(size, "p50_ms", p50);
        put(size, "p99_ms", p99);
        snprintf(name, sizeof(name), "%zu", sizes[i]);
        json_object_set_new(object, name, size);
    }
    return object;
}

static json_t *measure_hearing(struct pp_ctl *ctl)
{
    struct pp_bench_hearing figures;
    if (!pp_bench_hearing(ctl, &figures))
        return json_null();
    json_t *object = json_object();
    put(object, "real_time", figures.real_time);
    put(object, "result_ms_p50", figures.result_ms_p50);
    put(object, "result_ms_max", figures.result_ms_max);
    put(object, "phrases_ms", figures.phrases_ms);
    return object;
}

static json_t *measure_speaking(void)
{
    double p50, max;
    if (!pp_bench_speech("nl", &p50, &max))
        return json_null();
    json_t *object = json_object();
    put(object, "first_sound_ms_p50", p50);
    put(object, "first_sound_ms_max", max);
    return object;
}

// Plain lines: section.name.name value.
static void print_lines(const char *prefix, const json_t *value)
{
    const char *key;
    json_t *child;
    char path[128];
    if (json_is_object(value)) {
        json_object_foreach((json_t *)value, key, child)
        {
            snprintf(path, sizeof(path), "%s%s%s", prefix, *prefix ? "." : "", key);
            print_lines(path, child);
        }
    } else if (json_is_string(value)) {
        printf("%-44s %s\n", prefix, json_string_value(value));
    } else if (json_is_number(value)) {
        printf("%-44s %.3f\n", prefix, json_number_value(value));
    } else {
        printf("%-44s not measured\n", prefix);
    }
}

enum pp_exit pp_ctl_bench(struct pp_ctl *ctl, int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    bool as_json = false;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'j') {
            as_json = true;
        } else if (option == 'h') {
            fputs(help, stdout);
            return PP_EXIT_OK;
        } else {
            return PP_EXIT_USAGE;
        }
    }
    if (optind < argc)
        return pp_ctl_usage(argv[0], "it takes no arguments, but there is %s", argv[optind]);
    if (!pp_ctl_load_kiosk(ctl))
        return PP_EXIT_CONFIG;
    json_t *all = json_object();
    json_object_set_new(all, "kiosk", measure_kiosk(ctl));
    json_object_set_new(all, "touch_to_frame_1920x1080", measure_screens(ctl));
    json_object_set_new(all, "match", measure_match(ctl));
    json_object_set_new(all, "recogniser", measure_hearing(ctl));
    json_object_set_new(all, "speech", measure_speaking());
    json_object_set_new(all, "raspberry_pi", json_null());
    json_object_set_new(all, "kmsdrm", json_null());
    if (as_json) {
        json_dumpf(all, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
        putchar('\n');
    } else {
        print_lines("", all);
    }
    json_decref(all);
    return ctl->report.errors ? PP_EXIT_FAILED : PP_EXIT_OK;
}
