{{- /* How the notes follow a run to its verdict: a whole, in brackets, for any shell, and to be cut out of the notes. */ -}}

{{- /*
How long it may take to begin. Kubernetes knows no such limit of a Job, only that of all its time; so who waits for it sees to it.
The run of an upgrade waits for an earlier one which cleans up.
*/ -}}
{{- define "blt.followSeconds" -}}
{{- add (include "blt.startSeconds" . | int64) (ternary (include "blt.graceSeconds" . | int64) 0 .Release.IsUpgrade) -}}
{{- end }}

{{- /*
Shows each warning once, those of the claim too; not that the image of one that failed to be pulled is waited for, nor that a
time has run out, or that a pod which goes is not scheduled. A name that Kubernetes made up for one more try makes no other
warning. The last one is the reason of a run that never began, but that a pod waits for its claim is only where nothing says why
the claim is not there. The exit code is the verdict's.
*/ -}}
{{- define "blt.follow" -}}
(set +e; j={{ include "blt.jobName" . }}; limit={{ include "blt.followSeconds" . }}; told=; begun=; shown=
k() { kubectl -n {{ .Release.Namespace }} "$@"; }
why() { k get events --field-selector 'type=Warning,reason!=DeadlineExceeded,reason!=BackoffLimitExceeded,reason!=PodFailurePolicy' \
    --sort-by=.metadata.creationTimestamp -o custom-columns=A:.involvedObject.name,B:.message --no-headers |
  sed -E "s/($j(-w(-[0-9]+)?)?)-[a-z0-9]{5}/\1/g; s/ +/ /" | grep -E "^($j(-w(-[0-9]+)?)?{{ if eq .Values.results.store "claim" }}|{{ include "blt.claim" . }}{{ end }}) " |
  grep -vE ' Error: (ErrImagePull|ImagePullBackOff)$| skip schedule deleting pod: ' | awk '!seen[$0]++'; }
show() { new=$(why | grep -vxF "$told"); [ -z "$new" ] || { echo "$new"; told=$(printf '%s\n%s' "$told" "$new"); }; }
from=$(date +%s)
while state=$(k get job/$j --ignore-not-found -o jsonpath='{.kind} {.spec.suspend} {.status.conditions[*].type}') || state=unknown; do
  case $state in '' | *Complete* | *Failed*) break ;; *true*) from=$(date +%s) ;; esac
  [ "$begun" ] || begun=$(k get pods -l job-name=$j -o jsonpath='{.items[*].status.containerStatuses[?(@.name=="run")].state..startedAt}') || begun=unknown
  case $begun in
    unknown) begun= ;;
    ?*) [ "$shown" ] || ! k logs -f job/$j -c run || shown=yes ;;
    *) show; [ $(($(date +%s) - from)) -lt "$limit" ] || ! k patch job $j {{ if .Values.workers }}$j-w {{ end }}--type=merge -p '{"spec":{"activeDeadlineSeconds":1}}' >/dev/null ||
      { echo "has not begun after $limit s: ended"; from=$(date +%s); } ;;
  esac
  sleep 3
done
case $state in *Complete*) echo Complete ;; *) {{ if .Values.workers }}show; {{ end }}echo Failed ;; esac
k get pods -l job-name=$j -o jsonpath='{range .items[*]}{.status.containerStatuses[?(@.name=="run")].state.terminated.message}{"\n"}{end}' |
  grep -v '^The container could not be located' | grep . || why | awk '/unbound immediate PersistentVolumeClaims/ { waits = $0; next } { why = $0 } END { if (NR) print why ? why : waits }'
case $state in *Complete*) ;; *) exit 1 ;; esac
)
{{- end }}
