# Read before each block of commands: what must be another than a reader has. Everything else runs as it stands.
exec 2>&1
unset BASH_ENV

npm() {
  local argument
  case "$*" in
    ci) ;;   # It was done, or this test would not run.
    test) ;; # It is what runs this test.
    "run bench"*)
      # It takes minutes, and installs what only it needs. That there are such a script and such options is seen.
      grep -q '"bench":' "$ROOT/package.json" || return
      for argument in "${@:4}"; do
        [[ $argument != --* ]] || grep -q "${argument#--}: {" "$ROOT/benchmarks/main.ts" || return
      done
      ;;
    "install "*)
      # What is installed would be the repository's own packages. That they are there is seen.
      for argument in "${@:2}"; do
        [ "$argument" = --save-dev ] || [ -e "$ROOT/node_modules/$argument/package.json" ] || return
      done
      ;;
    *) (cd "$ROOT" && command npm "$@") ;;
  esac
}

# What npx finds as well, a second later; the command line is the one that starts quickly.
npx() {
  if [ "$1" = bulk-contacts ]; then node "$CLI" "${@:2}"; else "$ROOT/node_modules/.bin/$1" "${@:2}"; fi
}

if ! type -P psql > /dev/null; then
  psql() { node "$ROOT/test/support/psql.ts" "$@"; }
fi
