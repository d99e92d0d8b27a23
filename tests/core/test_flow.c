#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/flow.h"

static struct pp_flow make_flow(void)
{
    struct pp_flow flow = {.step_count = 2, .kind_count = 1};
    flow.steps[0] = (struct pp_step){.id = "start"};
    flow.steps[1] = (struct pp_step){.id = "need", .option_count = 4};
    flow.steps[1].options[0] = (struct pp_option){.id = "not_sure", .bar = true};
    flow.steps[1].options[1] = (struct pp_option){.id = "peers"};
    flow.steps[1].options[2] = (struct pp_option){.id = "rather_not", .bar = true};
    flow.steps[1].options[3] = (struct pp_option){.id = "rest"};
    flow.kinds[0] = (struct pp_kind){.id = "drop_in"};
    return flow;
}

static void finds_by_identifier(void **state)
{
    (void)state;
    const struct pp_flow flow = make_flow();
    assert_int_equal(pp_flow_find_step(&flow, "start"), 0);
    assert_int_equal(pp_flow_find_step(&flow, "need"), 1);
    assert_int_equal(pp_flow_find_step(&flow, "nee"), PP_NONE);
    assert_int_equal(pp_flow_find_option(&flow.steps[1], "rest"), 3);
    assert_int_equal(pp_flow_find_option(&flow.steps[0], "rest"), PP_NONE);
    assert_int_equal(pp_flow_find_kind(&flow, "drop_in"), 0);
    assert_int_equal(pp_flow_find_kind(&flow, "drop"), PP_NONE);
}

static void leaves_the_bar_out_of_the_tiles(void **state)
{
    (void)state;
    const struct pp_flow flow = make_flow();
    assert_int_equal(pp_step_tile_count(&flow.steps[0]), 0);
    assert_int_equal(pp_step_tile(&flow.steps[0], 0), PP_NONE);
    assert_int_equal(pp_step_tile_count(&flow.steps[1]), 2);
    assert_int_equal(pp_step_tile(&flow.steps[1], 0), 1);
    assert_int_equal(pp_step_tile(&flow.steps[1], 1), 3);
    assert_int_equal(pp_step_tile(&flow.steps[1], 2), PP_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_identifier),
        cmocka_unit_test(leaves_the_bar_out_of_the_tiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
