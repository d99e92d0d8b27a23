// What every Praatpaal program exits with. The values from 64 on are those of <sysexits.h>,
// spelled out because scripts depend on them.
#ifndef PP_SYS_EXIT_H
#define PP_SYS_EXIT_H

enum pp_exit {
    PP_EXIT_OK = 0,
    PP_EXIT_FAILED = 1,       // the thing asked for failed
    PP_EXIT_USAGE = 64,       // wrong options or arguments
    PP_EXIT_DATA = 65,        // the data given are bad
    PP_EXIT_NO_INPUT = 66,    // a named input does not exist or cannot be read
    PP_EXIT_UNAVAILABLE = 69, // something needed (model, device, program) is missing
    PP_EXIT_CONFIG = 78,      // the configuration is bad
};

#endif
