# What ./run and ./test share: is the SDK there, and is what was built still what the sources say. To be sourced, at the
# root of the checkout; needs nothing but a POSIX system's tools and bash 3.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Neither build nodes nor compilers stay behind.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

server=src/Server/bin/Release/net10.0/haggle.dll

# By content and not by time: another branch's files may be older than what was built from this one's.
sources() {
  find $(ls -d src web contracts Directory.*.props global.json .editorconfig 2>/dev/null) \
    \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 cksum | cksum
}

is_built() { [ -f "$server" ] && [ "$(cat artifacts/built 2>/dev/null)" = "$(sources)" ]; }

require_dotnet() {
  command -v dotnet >/dev/null && return
  echo "The .NET SDK 10 is needed, and there is no dotnet on the PATH. Get it from https://dot.net" >&2
  return 1
}

require_sdk() {
  require_dotnet || return
  dotnet --version >/dev/null 2>&1 && return
  echo "The .NET SDK 10 is needed (see global.json). Get it from https://dot.net; installed are:" >&2
  dotnet --list-sdks >&2
  return 1
}

# build WHAT...: projects or a solution, one build at a time in a checkout.
build() (
  require_sdk || exit
  mkdir -p artifacts
  exec 8>artifacts/build.lock
  ! command -v flock >/dev/null || flock 8
  before=$(sources) # what changes while we build is not built
  is_built || rm -f artifacts/built
  for what in "$@"; do # not by `dotnet build`, which would add a summary whatever one says
    dotnet msbuild -restore "$what" -p:Configuration=Release -p:UseSharedCompilation=false -nodeReuse:false -maxCpuCount -nologo -v:quiet 8>&- || exit
    case $what in src/Server | Haggle.slnx) echo "$before" >artifacts/built ;; esac
  done
)
