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
