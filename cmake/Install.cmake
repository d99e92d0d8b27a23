install(TARGETS praatpaal praatpaalctl praatpaal-sync RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
