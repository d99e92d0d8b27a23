# One interface target carries what every C file of ours is compiled with.
add_library(pp_flags INTERFACE)
# Only for "quoted" includes: our sys/file.h must not stand before the system's <sys/file.h>.
target_compile_options(pp_flags INTERFACE -iquote ${CMAKE_SOURCE_DIR}/kiosk)
target_compile_definitions(pp_flags INTERFACE _GNU_SOURCE PP_VERSION="${PROJECT_VERSION}")
target_compile_options(pp_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wformat=2 -Wvla -Wwrite-strings -Wundef
    -fno-strict-aliasing -fstack-protector-strong
    $<$<BOOL:${PP_WERROR}>:-Werror>)
target_link_options(pp_flags INTERFACE -Wl,-z,relro,-z,now)
if(PP_SANITIZE)
    target_compile_options(pp_flags INTERFACE -fsanitize=${PP_SANITIZE} -fno-omit-frame-pointer
                           -fno-sanitize-recover=all)
    target_link_options(pp_flags INTERFACE -fsanitize=${PP_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(pp_flags INTERFACE -D_FORTIFY_SOURCE=2)
endif()
