#!/bin/sh
# What memory holds a core dump holds, and keys are in the memory of Perch.
ulimit -c 0
# What starts at login is this file.
export PERCH_LAUNCHER=/usr/bin/perch
exec /usr/lib/perch/perch "$@"
