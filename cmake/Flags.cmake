# Everything the compiler is told, in one interface target.
add_library(retort_flags INTERFACE)

target_compile_options(retort_flags INTERFACE
  -Wall -Wextra -Wpedantic
  -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
  -Wcast-qual -Wcast-align -Wpointer-arith -Wwrite-strings
  -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough
  -Wnull-dereference -Wframe-larger-than=16384
  $<$<C_COMPILER_ID:GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wjump-misses-init>
  $<$<C_COMPILER_ID:Clang>:-Wcomma;-Wunreachable-code;-Wassign-enum>)

# The same evidence must give the same numbers on every machine.
target_compile_options(retort_flags INTERFACE
  -ffp-contract=off
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)

# Hostile input is our normal input.
target_compile_options(retort_flags INTERFACE
  -fstack-protector-strong -fvisibility=hidden)
target_link_options(retort_flags INTERFACE -Wl,-z,relro,-z,now)
if(NOT RETORT_SANITIZE) # sanitizers bring their own checked copies
  target_compile_definitions(retort_flags INTERFACE
    $<$<CONFIG:Release,RelWithDebInfo>:_FORTIFY_SOURCE=2>)
endif()

target_compile_definitions(retort_flags INTERFACE _POSIX_C_SOURCE=200809L;_FILE_OFFSET_BITS=64)

if(RETORT_WERROR)
  target_compile_options(retort_flags INTERFACE -Werror)
endif()
if(RETORT_SANITIZE)
  target_compile_options(retort_flags INTERFACE -fsanitize=${RETORT_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(retort_flags INTERFACE -fsanitize=${RETORT_SANITIZE})
endif()
if(RETORT_FUZZ)
  target_compile_options(retort_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(RETORT_COVERAGE)
  target_compile_options(retort_flags INTERFACE --coverage -O0)
  target_link_options(retort_flags INTERFACE --coverage)
endif()
