# `cmake --install build/release`, as root. The folders are those of kiosk/sys/paths.c and of the
# units, so there is no prefix to choose; DESTDIR is honoured.
install(TARGETS praatpaal praatpaalctl praatpaal-sync RUNTIME DESTINATION /usr/bin)

install(DIRECTORY ${CMAKE_SOURCE_DIR}/lang/ DESTINATION /usr/share/praatpaal/lang
        FILES_MATCHING PATTERN *.yaml)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/assets/ DESTINATION /usr/share/praatpaal/assets)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/config/demo/ DESTINATION /usr/share/praatpaal/demo)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/config/ DESTINATION /etc/praatpaal
        FILES_MATCHING PATTERN *.yaml PATTERN demo EXCLUDE PATTERN kiosk.yaml EXCLUDE)
# kiosk.yaml is this one kiosk's own: a new version of the program does not overwrite it.
install(CODE "
    if(EXISTS \"\$ENV{DESTDIR}/etc/praatpaal/kiosk.yaml\")
        message(STATUS \"Kept: \$ENV{DESTDIR}/etc/praatpaal/kiosk.yaml\")
    else()
        file(INSTALL \"${CMAKE_SOURCE_DIR}/config/kiosk.yaml\" DESTINATION /etc/praatpaal)
    endif()")

set(systemd ${CMAKE_SOURCE_DIR}/systemd)
install(FILES ${systemd}/praatpaal.service ${systemd}/praatpaal-sync.service
        ${systemd}/praatpaal-sync.timer DESTINATION /usr/lib/systemd/system)
install(FILES ${systemd}/sysusers.conf DESTINATION /usr/lib/sysusers.d RENAME praatpaal.conf)
install(FILES ${systemd}/tmpfiles.conf DESTINATION /usr/lib/tmpfiles.d RENAME praatpaal.conf)
install(FILES ${systemd}/udev/70-praatpaal.rules DESTINATION /usr/lib/udev/rules.d)

install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION /usr/share/doc/praatpaal)
install(DIRECTORY ${systemd}/system DESTINATION /usr/share/doc/praatpaal)
