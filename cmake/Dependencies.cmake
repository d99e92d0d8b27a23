# Everything comes from Debian's packages and is found by pkg-config.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(pp_need target)
    pkg_check_modules(${target} REQUIRED IMPORTED_TARGET ${ARGN})
endfunction()

pp_need(YAML yaml-0.1)
pp_need(SQLITE sqlite3)
pp_need(JANSSON jansson)
pp_need(SDL sdl2)
pp_need(X11 x11)
pp_need(CAIRO cairo pangocairo librsvg-2.0 fontconfig)
pp_need(ESPEAK espeak-ng)

# Debian 12's pocketsphinx.pc names a folder that does not exist, which CMake's imported targets
# refuse; so its target is made here, with the folders that do.
pkg_check_modules(POCKETSPHINX REQUIRED pocketsphinx)
add_library(pp_pocketsphinx INTERFACE)
foreach(dir IN LISTS POCKETSPHINX_INCLUDE_DIRS)
    if(EXISTS ${dir})
        target_include_directories(pp_pocketsphinx SYSTEM INTERFACE ${dir})
    endif()
endforeach()
target_link_libraries(pp_pocketsphinx INTERFACE ${POCKETSPHINX_LINK_LIBRARIES})

pp_need(CURL libcurl)
pp_need(SYSTEMD libsystemd)
if(BUILD_TESTING OR NOT DEFINED BUILD_TESTING)
    pp_need(CMOCKA cmocka)
endif()
