#!/usr/bin/env bash
# sweep.sh DIR: clears up after whoever holds the other end of its standard input, once that one is gone, in good order
# or by kill -9. Ends every process that belongs to DIR and deletes it; exit code 1 if something resists.
#
# A process belongs to DIR if it works inside it or keeps its temporary files in DIR/tmp. Process groups would not do:
# servers under test, browsers and PostgreSQL's children lead groups of their own.
set -uo pipefail
dir=$1
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")

cat >/dev/null # ends with the last writer

of_tests() { grep -lzsx "TMPDIR=$dir/tmp" /proc/[0-9]*/environ | cut -d/ -f3; }
inside() { find /proc/[0-9]*/cwd -maxdepth 0 -lname "$dir/*" 2>/dev/null | cut -d/ -f3; }

end_all() { # end_all LIST: until it lists nobody, as a process may start another while it is being ended
  local pids
  for _ in {1..100}; do
    pids=$("$1")
    [ -n "$pids" ] || return 0
    kill -KILL $pids 2>/dev/null
    rm -rf $(printf '/tmp/MSBuild%s\n' $pids) # MSBuild keeps its pipe there, whatever TMPDIR says
    sleep 0.05
  done
  return 1
}

end_all of_tests # first, lest they start another service
for lock in $(find "$dir" -maxdepth 3 -name services.lock 2>/dev/null); do
  HAGGLE_SERVICES_DIR=$(dirname "$lock") "$here/services.sh" stop # in good order: PostgreSQL gives its shared memory back
done
end_all inside && rm -rf "$dir"
