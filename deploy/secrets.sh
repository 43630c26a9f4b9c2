#!/usr/bin/env bash
# Makes what docker-compose.yml takes from deploy/secrets: every password is random, none is ever in another file. Makes what is missing and
# leaves the rest as it is, so that deleting one file and running this again is a new password (see RUNBOOK.md for what to do then).
#   deploy/secrets.sh                        the house's own
#   deploy/secrets.sh node district/node     and a node's at the broker, new or changed; prints its password once
#   deploy/secrets.sh revoke district/node   ends a node's password at the broker
set -euo pipefail
cd "$(dirname "$0")"
# The folder keeps others out. Its files are readable because each container reads them as a user of its own.
mkdir -p secrets/broker && chmod 0700 secrets
umask 022

random() { head -c 24 /dev/urandom | od -An -vtx1 | tr -d ' \n'; }
made() { [ -s "secrets/$1" ] || { random >"secrets/$1" && echo "made secrets/$1"; }; }

hashed() { # user, password: adds the user to the broker's file, or changes it there
  touch secrets/broker/passwords
  if command -v mosquitto_passwd >/dev/null; then
    mosquitto_passwd -b secrets/broker/passwords "$1" "$2"
  else
    docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/secrets/broker:/broker" eclipse-mosquitto:2.0 mosquitto_passwd -b /broker/passwords "$1" "$2"
  fi
  chmod 0644 secrets/broker/passwords
}

if [[ ${1:-} =~ ^(node|revoke)$ ]]; then
  [[ ${2:-} =~ ^[A-Za-z0-9_.-]{1,64}/[A-Za-z0-9_.-]{1,64}$ ]] || { echo "usage: $0 $1 district/node" >&2; exit 2; }
fi

if [ "${1:-}" = revoke ]; then
  # A line begins with the user, and no user holds a colon.
  awk -F: -v user="$2" '$1 != user' secrets/broker/passwords >secrets/broker/passwords.new
  cat secrets/broker/passwords.new >secrets/broker/passwords && rm secrets/broker/passwords.new
  exit
fi

if [ "${1:-}" = node ]; then
  password=$(random)
  hashed "$2" "$password"
  echo "user $2"
  echo "password $password"
  exit
fi

for name in postgres-password stations-password servers-password simulators-password operator-token grafana-password; do
  made "$name"
done
echo "*:*:*:stations:$(cat secrets/stations-password)" >secrets/pgpass
for user in servers simulators; do
  hashed "$user" "$(cat "secrets/$user-password")"
done
