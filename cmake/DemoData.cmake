# The demo neighbourhood as a snapshot, beside the programs of this build: they find it there when
# they are started from a checkout. Programs for another machine cannot be run to make it.
if(NOT CMAKE_CROSSCOMPILING)
    set(demo ${CMAKE_SOURCE_DIR}/config/demo/listings.csv)
    set(snapshot ${CMAKE_BINARY_DIR}/data/listings.db)
    add_custom_command(OUTPUT ${snapshot}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/data
        COMMAND praatpaalctl --data ${CMAKE_BINARY_DIR}/data listings import ${demo}
        COMMAND ${CMAKE_COMMAND} -E touch ${snapshot}
        DEPENDS praatpaalctl ${demo} ${CMAKE_SOURCE_DIR}/config/conversation.yaml
                ${CMAKE_SOURCE_DIR}/config/kinds.yaml ${CMAKE_SOURCE_DIR}/config/kiosk.yaml
                ${CMAKE_SOURCE_DIR}/lang/keeper/nl.yaml
        COMMENT "Importing the demo neighbourhood" VERBATIM)
    add_custom_target(demo_data ALL DEPENDS ${snapshot})
endif()
