#!/usr/bin/env bash
# Private PostgreSQL, Redis and RabbitMQ for tests and benchmarks on Debian 12, and the packages they come from.
# None is a system service: each listens on a free loopback port, works in one directory and is gone after `stop`.
#
#   services.sh start [--durable] [pg] [redis] [rabbit]     installs what is missing, starts, prints what `env` prints
#   services.sh env [--plain]                               export lines for a shell; --plain: KEY=VALUE lines
#   services.sh status                                      a line for each service; exit code 3 if one is down
#   services.sh kill pg|redis|rabbit                        as a crash: SIGKILL, and waits until the last child is gone
#   services.sh restart pg|redis|rabbit                     ends it in good order if it is up; same port, same data
#   services.sh stop                                        ends all and deletes the directory
#   services.sh run [--durable] [pg] [redis] [rabbit] -- COMMAND...
#                                                           start, run the command with the variables, stop
#   services.sh deps [pg] [redis] [rabbit] [chromium] [nginx] [haproxy] [systemd]
#                                                           only installs
#
# Without names: pg redis rabbit (deps: all of its). HAGGLE_SERVICES_DIR is the directory and thereby the instance; runs
# with different ones know nothing of each other. The users postgres and nobody must be able to reach it.
# --durable keeps fsync and the append-only file on, for faults and honest benchmarks; without it tests run faster.
set -euo pipefail

DIR=$(realpath -m "${HAGGLE_SERVICES_DIR:-${TMPDIR:-/tmp}/haggle-services-$(id -u)}")
SERVICES=(pg redis rabbit)

say() { printf 'services: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
case $DIR in *[!A-Za-z0-9/._-]*) die "the directory's name has a character that would need quoting: $DIR" ;; esac

# ---- packages ---------------------------------------------------------------------------------------------------

pg_bin() { # the newest PostgreSQL that is installed
  local bin
  for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    [ ! -x "$bin/initdb" ] || { echo "$bin"; return 0; }
  done
  return 1
}

package_of() {
  case $1 in
    pg) echo postgresql ;;
    redis) echo redis-server ;;
    rabbit) echo rabbitmq-server ;;
    chromium | nginx | haproxy | systemd) echo "$1" ;;
    *) die "unknown name: $1" ;;
  esac
}

installed() {
  case $1 in
    pg) pg_bin >/dev/null ;;
    redis) command -v redis-server >/dev/null ;;
    rabbit) [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] ;;
    chromium) [ -x /usr/bin/chromium ] ;;
    nginx | haproxy) [ -x /usr/sbin/$1 ] ;;
    systemd) [ -x /usr/bin/systemd-analyze ] ;;
  esac
}

install_missing() {
  local name package output missing=() as_root=()
  for name in "$@"; do
    package=$(package_of "$name")
    installed "$name" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "install these first: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || die "neither root nor sudo without a password; install these first: ${missing[*]}"
    as_root=(sudo -n)
  fi
  say "installing ${missing[*]}"
  # A package starts its server as a system service unless policy-rc.d refuses, and Debian's PostgreSQL makes a cluster.
  output=$(
    exec 2>&1 </dev/null 8</etc/apt
    flock 8 # one installation at a time, whichever checkout it comes from
    policy=/usr/sbin/policy-rc.d
    cluster=/etc/postgresql-common/createcluster.conf
    if [ ! -e $policy ]; then
      trap '"${as_root[@]}" rm -f $policy' EXIT
      printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy >/dev/null
      "${as_root[@]}" chmod 755 $policy
    fi
    if [ ! -e $cluster ]; then
      "${as_root[@]}" mkdir -p "${cluster%/*}"
      echo 'create_main_cluster = false' | "${as_root[@]}" tee $cluster >/dev/null
    fi
    apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=600
      -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0)
    "${apt[@]}" update # a failure is not the end: what the lists of yesterday name may still be there
    "${apt[@]}" install --no-install-recommends "${missing[@]}"
  ) || { printf '%s\n' "$output" >&2; die "the installation failed"; }
  for name in "$@"; do installed "$name" || die "$name is still missing after the installation"; done
}

# ---- processes --------------------------------------------------------------------------------------------------
# A service is the process that we launched, told by its pid and the time it started, for a pid alone could be somebody
# else's by now; and whoever works in its room, for PostgreSQL's children lead sessions of their own. The room alone would
# not do: a starting PostgreSQL leaves it for a moment to look where its own program is.

room() { # room NAME USER: a directory that only this service enters
  mkdir -m 700 "$DIR/$1"
  [ "$(id -u)" != 0 ] || chown "$2:$(id -gn "$2")" "$DIR/$1"
}

as() { # as USER COMMAND...: becomes the command; as USER if we are root, which PostgreSQL refuses to run as
  local user=$1
  shift
  # Without the caller's temporary directory, by which eng/sweep.sh knows who may be killed at once.
  if [ "$(id -u)" = 0 ]; then
    exec env -u TMPDIR setpriv --reuid="$user" --regid="$(id -gn "$user")" --clear-groups "$@"
  fi
  exec env -u TMPDIR "$@"
}

launch() ( # launch NAME USER COMMAND...: in its room and a session of its own, with no terminal and nothing of ours open
  name=$1 user=$2
  shift 2
  cd "$DIR/$name"
  as "$user" setsid "$@" </dev/null >>"$DIR/$name.log" 2>&1 9>&- &
  echo "$! $(started_at $!)" >"$DIR/$name.pid"
)

started_at() { # started_at PID: in clock ticks since the machine's start; nothing if there is no such process, or only a zombie
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  set -- ${stat##*) } # the name before it may have spaces and brackets
  [ "$1" = Z ] || echo "${20}"
}

launched() { # launched NAME: its pid; nothing if it has ended
  local pid since
  read -r pid since 2>/dev/null <"$DIR/$1.pid" || return 0
  [ -z "$since" ] || [ "$(started_at "$pid")" != "$since" ] || echo "$pid"
}

alive() { [ -n "$(launched "$1")" ]; }

inhabitants() { # inhabitants NAME: the pids of a service
  launched "$1"
  { find /proc/[0-9]*/cwd -maxdepth 0 \( -lname "$DIR/$1" -o -lname "$DIR/$1/*" \) 2>/dev/null || true; } | cut -d/ -f3
}

await_empty() { # await_empty NAME SECONDS
  local tries=$(($2 * 20))
  while [ -n "$(inhabitants "$1")" ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    sleep 0.05
  done
}

await_up() { # await_up NAME SECONDS
  local tries=$(($2 * 20))
  until "up_$1" >/dev/null 2>&1; do
    alive "$1" || { tail -n 20 "$DIR/$1.log" >&2; die "$1 ended while starting"; }
    tries=$((tries - 1))
    [ $tries -gt 0 ] || { tail -n 20 "$DIR/$1.log" >&2; die "$1 did not start in time"; }
    sleep 0.05
  done
}

end() { # end NAME SIGNAL SECONDS: in good order, then by force
  kill "-$2" $(launched "$1") 2>/dev/null || true
  await_empty "$1" "$3" || { say "$1 does not stop; killing it"; crash "$1"; }
}

crash() { # the launched process first, as it would start its children again
  kill -KILL $(launched "$1") 2>/dev/null || true
  await_empty "$1" 5 || kill -KILL $(inhabitants "$1") 2>/dev/null || true
  await_empty "$1" 5 || die "$1 cannot be killed"
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port_of() { cat "$DIR/$1.port"; }
variable() { printf '%s=%s\n' "$1" "$2" >>"$DIR/env"; }

TAKEN=' '
free_port() { # free_port NAME: notes a loopback port nobody listens on, below those that outgoing connections take
  local port
  for _ in {1..200}; do
    port=$((20000 + RANDOM % 10000))
    case $TAKEN in *" $port "*) continue ;; esac
    if ! listening $port; then
      TAKEN+="$port "
      echo $port >"$DIR/$1.port"
      return 0
    fi
  done
  die "no free port between 20000 and 29999"
}

# ---- the services: make_ once, run_ and up_ at every start, ready_ after the first, end_ in good order ------------

make_pg() {
  room pg postgres
  free_port pg
  od -An -N12 -tx1 /dev/urandom | tr -d ' ' >"$DIR/pg/password"
  (
    cd "$DIR/pg"
    as postgres "$(pg_bin)/initdb" -D "$DIR/pg/data" -U haggle --pwfile="$DIR/pg/password" --auth=scram-sha-256 \
      -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions
  ) >"$DIR/pg.log" 2>&1 || { cat "$DIR/pg.log" >&2; die "initdb failed"; }
  variable HAGGLE_TEST_POSTGRES_URL "postgresql://haggle:$(cat "$DIR/pg/password")@127.0.0.1:$(port_of pg)/haggle"
}
run_pg() {
  local speed=(-c fsync=off -c full_page_writes=off -c synchronous_commit=off)
  # Its writer left the room long ago, but PostgreSQL takes a zombie's number, which not every container reaps, for a live one.
  rm -f "$DIR/pg/data/postmaster.pid"
  [ ! -e "$DIR/durable" ] || speed=()
  # No UNIX socket: its path may have only 107 characters, and the directory is the caller's choice.
  launch pg postgres "$(pg_bin)/postgres" -D "$DIR/pg/data" -p "$(port_of pg)" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c max_connections=300 -c shared_buffers=256MB -c max_wal_size=2GB -c timezone=UTC "${speed[@]}"
}
up_pg() { "$(pg_bin)/pg_isready" -q -h 127.0.0.1 -p "$(port_of pg)"; }
ready_pg() {
  await_up pg 60
  PGPASSWORD=$(cat "$DIR/pg/password") "$(pg_bin)/createdb" -w -h 127.0.0.1 -p "$(port_of pg)" -U haggle --maintenance-db=postgres haggle
}
end_pg() { end pg INT 20; }
tidy_pg() { # a killed server leaves shared memory behind, which only a later start on the same data takes away
  [ -e "$DIR/pg/data/postmaster.pid" ] || return 0
  rm "$DIR/pg/data/postmaster.pid"
  (cd "$DIR/pg" && as postgres "$(pg_bin)/postgres" --single -D "$DIR/pg/data" postgres </dev/null >>"$DIR/pg.log" 2>&1) ||
    say "what the killed pg left in shared memory stays"
}

make_redis() {
  room redis nobody
  free_port redis
  variable HAGGLE_TEST_REDIS_URL "redis://127.0.0.1:$(port_of redis)/0"
}
run_redis() {
  local append=no
  [ ! -e "$DIR/durable" ] || append=yes
  launch redis nobody redis-server --port "$(port_of redis)" --bind 127.0.0.1 --dir "$DIR/redis" --save '' --appendonly $append --daemonize no
}
up_redis() ( # in a subshell, whose end closes the connection
  exec 3<>"/dev/tcp/127.0.0.1/$(port_of redis)"
  printf 'PING\r\n' >&3
  read -r -t 2 answer <&3
  [ "${answer%$'\r'}" = +PONG ]
)
ready_redis() { await_up redis 20; }
end_redis() { end redis TERM 10; }

make_rabbit() {
  room epmd nobody
  room rabbit nobody
  free_port rabbit
  free_port distribution
  free_port epmd
  : >"$DIR/rabbit.env"
  echo '[].' >"$DIR/rabbit.plugins"
  cat >"$DIR/rabbit.conf" <<CONF
loopback_users.guest = true
listeners.tcp.1 = 127.0.0.1:$(port_of rabbit)
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 50MB
CONF
  variable HAGGLE_TEST_RABBITMQ_URL "amqp://guest:guest@127.0.0.1:$(port_of rabbit)/%2F"
}
run_rabbit() {
  # Our own epmd in the foreground: the first Erlang node would start one as a daemon, and that one would stay.
  alive epmd || launch epmd nobody env -i PATH="$PATH" HOME="$DIR/epmd" epmd -port "$(port_of epmd)" -address 127.0.0.1
  await_up epmd 10
  # RUNNING_UNDER_SYSTEMD makes the start script become the Erlang machine, so that the pid is the server's.
  launch rabbit nobody env -i PATH="$PATH" HOME="$DIR/rabbit" LANG=C.UTF-8 RUNNING_UNDER_SYSTEMD=1 \
    RABBITMQ_NODENAME="haggle$(port_of rabbit)@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
    RABBITMQ_NODE_PORT="$(port_of rabbit)" RABBITMQ_DIST_PORT="$(port_of distribution)" \
    RABBITMQ_MNESIA_BASE="$DIR/rabbit/mnesia" RABBITMQ_LOG_BASE="$DIR/rabbit/log" RABBITMQ_LOGS=- \
    RABBITMQ_CONF_ENV_FILE="$DIR/rabbit.env" RABBITMQ_CONFIG_FILE="$DIR/rabbit.conf" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$DIR/rabbit.advanced" RABBITMQ_ENABLED_PLUGINS_FILE="$DIR/rabbit.plugins" \
    RABBITMQ_GENERATED_CONFIG_DIR="$DIR/rabbit/config" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    ERL_EPMD_PORT="$(port_of epmd)" ERL_EPMD_ADDRESS=127.0.0.1 /usr/lib/rabbitmq/bin/rabbitmq-server
}
up_epmd() { listening "$(port_of epmd)"; }
up_rabbit() { listening "$(port_of rabbit)"; }
ready_rabbit() { await_up rabbit 90; }
end_rabbit() { end rabbit TERM 20; }

# ---- commands ---------------------------------------------------------------------------------------------------

lock() { # one command at a time on an instance; `stop` deletes the directory, and a lock on a deleted file is none
  while :; do
    mkdir -p "$DIR"
    exec 9>"$DIR/services.lock"
    flock 9
    [ ! "$DIR/services.lock" -ef /proc/self/fd/9 ] || return 0
  done
}

started() { cat "$DIR/started" 2>/dev/null || die "not started"; }

print_env() {
  started >/dev/null
  case ${1:-} in
    --plain) cat "$DIR/env" ;;
    '') sed "s/^\([^=]*\)=\(.*\)\$/export \1='\2'/" "$DIR/env" ;;
    *) die "unknown option: $1" ;;
  esac
}

status() {
  local name names down=0
  names=$(started) || exit 3
  for name in $names; do
    if alive "$name"; then echo "$name up (pid $(launched "$name"))"; else echo "$name down"; down=3; fi
  done
  return $down
}

start_all() {
  local name wanted=() durable=0
  for name in "$@"; do
    case $name in
      --durable) durable=1 ;;
      pg | redis | rabbit) wanted+=("$name") ;;
      *) die "unknown name: $name" ;;
    esac
  done
  [ ${#wanted[@]} -gt 0 ] || wanted=("${SERVICES[@]}")
  lock
  if [ -e "$DIR/started" ] && status >/dev/null; then
    for name in "${wanted[@]}"; do grep -qw "$name" "$DIR/started" || die "$name was not started with the others: stop first"; done
    return 0
  fi
  stop_all # what an earlier start left
  lock
  trap 'code=$?; trap - EXIT; stop_all || true; exit $code' EXIT
  chmod 711 "$DIR"
  install_missing "${wanted[@]}"
  [ $durable = 0 ] || : >"$DIR/durable"
  for name in "${wanted[@]}"; do
    "make_$name"
    "run_$name"
  done
  for name in "${wanted[@]}"; do "ready_$name"; done
  ! installed chromium || variable HAGGLE_TEST_CHROMIUM /usr/bin/chromium
  echo "${wanted[*]}" >"$DIR/started"
  trap - EXIT
}

stop_all() {
  local name job jobs=() failed=0
  for name in "${SERVICES[@]}"; do
    [ ! -d "$DIR/$name" ] || { "end_$name" & jobs+=($!); }
  done
  for job in "${jobs[@]}"; do wait "$job" || failed=1; done
  [ ! -d "$DIR/epmd" ] || end epmd TERM 5 || failed=1
  [ $failed = 0 ] || { say "something is still there; $DIR stays"; return 1; }
  tidy_pg
  rm -rf "$DIR"
}

one() { # one NAME: makes sure that it was started
  case " $(started) " in *" ${1:-?} "*) lock ;; *) die "not started: ${1:-(no name)}" ;; esac
}

run() {
  local services=() child code=0
  while [ $# -gt 0 ] && [ "$1" != -- ]; do services+=("$1"); shift; done
  [ $# -gt 1 ] || die "run needs -- COMMAND"
  shift
  start_all "${services[@]}"
  flock -u 9
  trap 'code=$?; trap - EXIT; stop_all || code=1; exit $code' EXIT
  eval "$(print_env)"
  # In the background: the shell notices a signal only after a command in the foreground has ended.
  "$@" <&0 9>&- &
  child=$!
  trap 'kill -TERM $child 2>/dev/null || true; wait $child || true; exit 143' TERM INT HUP
  wait $child || code=$?
  return $code
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
  start) start_all "$@"; print_env ;;
  env) print_env "$@" ;;
  status) status ;;
  kill) one "$@"; crash "$1" ;;
  restart) one "$@"; "end_$1"; "run_$1"; await_up "$1" 90 ;;
  stop) lock; stop_all ;;
  run) run "$@" ;;
  deps) [ $# -gt 0 ] || set -- "${SERVICES[@]}" chromium nginx haproxy systemd; install_missing "$@" ;;
  *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"; exit 2 ;;
esac
