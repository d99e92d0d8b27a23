#include "app/world.h"

#include <string.h>

#include "conf/flow_load.h"
#include "sys/clock.h"

static bool load_pack(struct pp_world *world, const char *code, struct pp_report *report)
{
    for (uint8_t i = 0; i < world->pack_count; i++) {
        if (strcmp(world->packs[i]->code, code) == 0)
            return true;
    }
    if (world->pack_count == PP_MAX_LANGUAGES)
        return false;
    struct pp_pack *pack = &world->pack_store[world->pack_count];
    if (!pp_pack_load(pack, &world->arena, world->paths.lang, code, &world->flow, report) ||
        !pp_urgent_check_pack(&world->urgent, pack, report))
        return false;
    world->packs[world->pack_count++] = pack;
    return true;
}

bool pp_world_load(struct pp_world *world, const char *config_file, const char *data_dir,
                   const char *lang, struct pp_report *report)
{
    pp_paths_find(&world->paths, config_file, data_dir);
    if (!pp_kiosk_load(&world->kiosk, &world->arena, world->paths.kiosk, report))
        return false;
    pp_clock_set_zone(world->kiosk.zone);
    // Both are read even when one is bad, so that all problems are named at once.
    bool good = pp_flow_load(&world->flow, &world->arena, world->paths.config, report);
    good = pp_urgent_load(&world->urgent, &world->arena, world->paths.config, report) && good;
    if (!good || !load_pack(world, lang ? lang : world->kiosk.languages[0], report))
        return false;
    for (uint8_t i = 0; i < world->kiosk.language_count; i++)
        load_pack(world, world->kiosk.languages[i], report);
    world->calendar.region = world->kiosk.school_region;
    if (pp_school_holidays_load(&world->school, &world->arena, world->paths.config, report))
        world->calendar.school = &world->school;
    return true;
}

void pp_world_finish(struct pp_world *world)
{
    pp_arena_finish(&world->arena);
    memset(world, 0, sizeof(*world));
}
