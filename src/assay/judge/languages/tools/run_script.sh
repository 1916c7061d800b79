# run_script.sh RUN [ARGUMENT...]: a script without a first line "#!" is the shell's, as POSIX has it.
exec "$@"
