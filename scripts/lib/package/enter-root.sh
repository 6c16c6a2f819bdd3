#!/bin/bash
# enter-root.sh ROOT COMMAND...: runs a command in a root file system of its own, with processes of its own. All of them end with it, and
# what it mounts is seen by nobody else. Its network is this machine's: apt needs it, and loopback lets a test reach what runs inside.
# The root is pivoted to, not chroot'ed: a process in a chroot may make no user namespace, and Chromium's sandbox is made of one.
exec unshare --mount --pid --fork --kill-child -- bash -c '
  set -e
  root=$1; shift
  mount --make-rprivate /
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=0755 tmpfs "$root/run"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  mkdir -p "$root/run/old"
  cd "$root"
  pivot_root . run/old
  umount -l run/old
  # Not exec: a program that changes its user would lose the end that it shares with whoever started this.
  "$@"
' bash "$@"
