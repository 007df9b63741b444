# Unit tests, fuzz replays, checks of the tree, command tests.
enable_testing()
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
pkg_check_modules(MPFR IMPORTED_TARGET mpfr) # test oracle only

# cmocka's assert_non_null() is no proof to an optimising compiler. Linked after
# retort_flags: the last flag counts.
add_library(retort_test_flags INTERFACE)
target_compile_options(retort_test_flags INTERFACE -Wno-null-dereference)

# tests/unit/LAYER/test_FILE.c covers src/LAYER/FILE.c and links that layer.
file(GLOB unit_tests CONFIGURE_DEPENDS tests/unit/*/test_*.c)
list(SORT unit_tests)
foreach(source IN LISTS unit_tests)
  cmake_path(GET source PARENT_PATH folder)
  cmake_path(GET folder FILENAME layer)
  cmake_path(GET source STEM file)
  string(REGEX REPLACE "^test_" "" file ${file})
  set(target test_${layer}_${file})
  add_executable(${target} ${source})
  target_include_directories(${target} PRIVATE src tests)
  target_link_libraries(${target} PRIVATE retort_flags retort_test_flags
    retort_${layer} PkgConfig::CMOCKA)
  if(MPFR_FOUND)
    target_compile_definitions(${target} PRIVATE HAVE_MPFR)
    target_link_libraries(${target} PRIVATE PkgConfig::MPFR)
  endif()
  target_compile_definitions(${target} PRIVATE
    TEST_DATA_DIR="${CMAKE_SOURCE_DIR}/tests" SHARED_DIR="${RETORT_SHARED}")
  add_test(NAME unit/${layer}/${file} COMMAND ${target})
  set_tests_properties(unit/${layer}/${file} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()

# The same bits where the C library is kept from fused multiply-add.
foreach(file detmath_log detmath_exp detmath_gamma)
  add_test(NAME unit/base/${file}/without_fma COMMAND test_base_${file})
  set_tests_properties(unit/base/${file}/without_fma PROPERTIES
    ENVIRONMENT "GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2")
endforeach()

# With libFuzzer when asked for, otherwise as a replay of the saved seeds.
file(GLOB fuzz_targets CONFIGURE_DEPENDS tests/fuzz/fuzz_*.c)
list(SORT fuzz_targets)
foreach(source IN LISTS fuzz_targets)
  cmake_path(GET source STEM name)
  string(REGEX REPLACE "^fuzz_" "" what ${name})
  add_executable(${name} ${source})
  target_include_directories(${name} PRIVATE src tests)
  target_link_libraries(${name} PRIVATE retort_flags retort_run)
  if(RETORT_FUZZ)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(${name} PRIVATE tests/fuzz/replay.c)
  endif()
  file(GLOB seeds CONFIGURE_DEPENDS tests/fuzz/seeds/${what}/*)
  add_test(NAME fuzz/${what} COMMAND ${name} ${seeds})
endforeach()

add_test(NAME tree/layers COMMAND ${CMAKE_SOURCE_DIR}/tools/check_layers.sh)
add_test(NAME tree/mirror COMMAND ${CMAKE_SOURCE_DIR}/tools/check_mirror.sh)
# A sanitizer's runtime, linked into programs, may import what it likes.
set(without_libm $<TARGET_FILE:libretort_static>)
if(NOT RETORT_SANITIZE AND NOT RETORT_FUZZ)
  list(APPEND without_libm $<TARGET_FILE:libretort_shared> $<TARGET_FILE:retort>)
endif()
add_test(NAME tree/libm COMMAND ${CMAKE_SOURCE_DIR}/tools/check_libm.sh ${without_libm})

# tests/cli/COMMAND/CASE.sh: a script that exits 0, or 77 for a said skip.
file(GLOB cli_tests CONFIGURE_DEPENDS tests/cli/*/*.sh tests/browser/*.sh)
list(SORT cli_tests)
foreach(source IN LISTS cli_tests)
  cmake_path(GET source STEM case)
  cmake_path(GET source PARENT_PATH folder)
  cmake_path(GET folder FILENAME group)
  add_test(NAME cli/${group}/${case} COMMAND sh ${source})
  set_tests_properties(cli/${group}/${case} PROPERTIES
    SKIP_RETURN_CODE 77
    ENVIRONMENT "RETORT=$<TARGET_FILE:retort>;RETORT_SHARED=${RETORT_SHARED};RETORT_SOURCE=${CMAKE_SOURCE_DIR};RETORT_BUILD=${CMAKE_BINARY_DIR}")
endforeach()
