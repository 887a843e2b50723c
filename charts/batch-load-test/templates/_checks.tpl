{{- /* What the schema cannot say: values that do not fit together. Each message names the value and a way out. */ -}}
{{- define "blt.checks" -}}
{{- $v := .Values -}}
{{- $gone := list -}}
{{- range $name := list "parallelism" "startDelay" }}{{ if hasKey $v $name }}{{ $gone = append $gone $name }}{{ end }}{{ end -}}
{{- if hasKey $v.run "startAt" }}{{ $gone = append $gone "run.startAt" }}{{ end -}}
{{- with $gone -}}
{{- fail (printf "\n\n%s: gone; write workers: N for N pods that apply the load as one\n" (join ", " .)) -}}
{{- end -}}
{{- if not (or $v.target.host $v.mock.enabled) -}}
{{- fail "\n\ntarget.host: give the service's address, such as --set target.host=http://service.namespace:3001, or --set mock.enabled=true for a try against the mock\n" -}}
{{- end -}}
{{- if and $v.target.host $v.mock.enabled -}}
{{- fail "\n\ntarget.host and mock.enabled: the mock takes the service's place; leave one of them out\n" -}}
{{- end -}}
{{- if and $v.target.host (not (regexMatch "^https?://[^/ ]+/?$" $v.target.host)) -}}
{{- fail (printf "\n\ntarget.host: \"%s\" is no address; write http://service.namespace:3001 (paths go to target.apiBase)\n" $v.target.host) -}}
{{- end -}}
{{- /* Not shown: it may hold a password. */ -}}
{{- if contains "@" $v.target.proxy -}}
{{- fail "\n\ntarget.proxy: no user and password here, where arguments show them; put the address into a Secret and name that in target.existingProxySecret\n" -}}
{{- else if and $v.target.proxy (not (regexMatch "^(none|((http|https|socks4|socks4a|socks5|socks5h)://)?[^/ ]+/?)$" $v.target.proxy)) -}}
{{- fail (printf "\n\ntarget.proxy: \"%s\" is no proxy's address; write http://proxy:3128, socks5://proxy:1080, or none\n" $v.target.proxy) -}}
{{- end -}}
{{- if and $v.target.proxy $v.target.existingProxySecret -}}
{{- fail "\n\ntarget.proxy and target.existingProxySecret: both give the proxy; leave one of them out\n" -}}
{{- end -}}
{{- if and (ne $v.mode "deployment") (not (include "blt.runSeconds" .)) (not $v.load.iterations) -}}
{{- fail "\n\nload: a run in a Job needs an end; give load.runTime, load.iterations or a profile\n" -}}
{{- end -}}
{{- $_ := include "blt.graceSeconds" . -}}
{{- $_ := include "blt.waitSeconds" . -}}
{{- if and (eq $v.auth.type "apiKey") (not $v.auth.existingSecret) (not $v.auth.apiKey) -}}
{{- fail "\n\nauth: type apiKey needs auth.apiKey, or auth.existingSecret with the key in auth.apiKeyKey\n" -}}
{{- end -}}
{{- if and $v.auth.apiKey (ne $v.auth.type "apiKey") -}}
{{- fail (printf "\n\nauth.apiKey: not used with auth.type %s; set auth.type=apiKey\n" $v.auth.type) -}}
{{- end -}}
{{- $files := dict "data.file" $v.data.file -}}
{{- $classes := dict -}}
{{- range $v.load.classes -}}
{{- if hasKey $classes (lower .name) -}}
{{- fail (printf "\n\nload.classes: two have the name %s; case makes no difference\n" .name) -}}
{{- end -}}
{{- $_ := set $classes (lower .name) true -}}
{{- if and (hasKey . "data") (hasKey . "generate") -}}
{{- fail (printf "\n\nload.classes: %s has data and generate; leave one of them out\n" .name) -}}
{{- else if and (hasKey . "weight") (hasKey . "rate") -}}
{{- fail (printf "\n\nload.classes: %s has weight and rate; leave one of them out\n" .name) -}}
{{- end -}}
{{- if hasKey . "data" }}{{ $_ := set $files (printf "load.classes: data of %s" .name) .data }}{{ end -}}
{{- end -}}
{{- if eq $v.data.source "inline" -}}
{{- if not $v.data.inline -}}
{{- fail "\n\ndata.inline: empty, with data.source inline; --set-file data.inline.my\\.jsonl=my.jsonl and data.file=my.jsonl\n" -}}
{{- end -}}
{{- range $name, $file := $files -}}
{{- if not (hasKey $v.data.inline $file) -}}
{{- fail (printf "\n\n%s: \"%s\" is not in data.inline, which has %s\n" $name $file (keys $v.data.inline | sortAlpha | join ", ")) -}}
{{- end -}}
{{- end -}}
{{- else if eq $v.data.source "chart" -}}
{{- $names := list -}}
{{- range $path, $_ := .Files.Glob $v.data.chartFiles }}{{ $names = append $names (base $path) }}{{ end -}}
{{- range $name, $file := $files -}}
{{- if not (has $file $names) -}}
{{- fail (printf "\n\n%s: \"%s\" is not among the chart's files %s, which are: %s\n" $name $file $v.data.chartFiles (join ", " (sortAlpha $names))) -}}
{{- end -}}
{{- end -}}
{{- else if and (eq $v.data.source "configMap") (not $v.data.existingConfigMap) -}}
{{- fail "\n\ndata.existingConfigMap: needed with data.source configMap\n" -}}
{{- else if and (eq $v.data.source "claim") (not $v.data.existingClaim) -}}
{{- fail "\n\ndata.existingClaim: needed with data.source claim\n" -}}
{{- end -}}
{{- /* Labels that select and tell apart, annotations that the chart writes: a second one would be no YAML any more. */ -}}
{{- $given := dict "commonLabels" $v.commonLabels "podLabels" $v.podLabels "job.labels" $v.job.labels "page.podMonitor.labels" $v.page.podMonitor.labels "page.dashboard.labels" $v.page.dashboard.labels -}}
{{- range $name, $labels := $given -}}
{{- range $key, $_ := $labels -}}
{{- if regexMatch "^(app\\.kubernetes\\.io/(name|instance|component|version|managed-by)|helm\\.sh/chart|batch-load-test/.*|batch\\.kubernetes\\.io/.*|job-name|controller-uid|pod-template-hash)$" $key -}}
{{- fail (printf "\n\n%s: the label %s is set by the chart or by Kubernetes; choose another name\n" $name $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name, $annotations := dict "podAnnotations" $v.podAnnotations "job.annotations" $v.job.annotations -}}
{{- range $key, $_ := $annotations -}}
{{- if regexMatch "^(batch-load-test/.*|checksum/(data|auth|token)|helm\\.sh/hook.*)$" $key -}}
{{- fail (printf "\n\n%s: the annotation %s is the chart's own; choose another name\n" $name $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $volume := $v.extraVolumes -}}
{{- if has $volume.name (list "tmp" "results" "data" "cluster") -}}
{{- fail (printf "\n\nextraVolumes: the chart has a volume %s itself; choose another name\n" $volume.name) -}}
{{- end -}}
{{- end -}}
{{- if and (has $v.auth.type (list "basic" "login")) (eq $v.auth.usernameKey $v.auth.passwordKey) -}}
{{- fail (printf "\n\nauth.usernameKey and auth.passwordKey: both are %s; user and password need a key each\n" $v.auth.usernameKey) -}}
{{- end -}}
{{- if eq $v.cluster.certificateKey $v.cluster.tokenKey -}}
{{- fail (printf "\n\ncluster.certificateKey and cluster.tokenKey: both are %s; certificate and token need a key each\n" $v.cluster.tokenKey) -}}
{{- end -}}
{{- if $v.workers -}}
{{- $_ := include "blt.clusterWaitSeconds" . -}}
{{- if and (eq $v.mode "cronjob") (eq $v.cronjob.concurrencyPolicy "Allow") -}}
{{- fail "\n\ncronjob.concurrencyPolicy: with Allow the workers of one run could join the master of another; use Forbid or Replace\n" -}}
{{- end -}}
{{- end -}}
{{- if and (eq $v.results.store "log") (eq (toString $v.job.ttlSecondsAfterFinished) "0") (ne $v.mode "deployment") -}}
{{- fail "\n\njob.ttlSecondsAfterFinished: 0 removes the pod at once, and its log with the results; give some time, or set results.store=claim\n" -}}
{{- end -}}
{{- if and $v.mock.enabled (eq $v.auth.type "none") -}}
{{- fail "\n\nauth.type: none is not for the mock, which asks for a key; use basic or login\n" -}}
{{- end -}}
{{- if and (not (kindIs "invalid" $v.load.runTime)) (eq (include "blt.seconds" (dict "name" "load.runTime" "value" $v.load.runTime)) "0") -}}
{{- fail "\n\nload.runTime: must be more than 0; null means as the profile says\n" -}}
{{- end -}}
{{- if and (eq $v.mode "cronjob") (eq $v.results.store "log") (or (eq (int $v.cronjob.successfulJobsHistoryLimit) 0) (eq (int $v.cronjob.failedJobsHistoryLimit) 0)) -}}
{{- fail "\n\ncronjob: a history limit of 0 removes the Job at once, and its log with the results; keep at least 1, or set results.store=claim\n" -}}
{{- end -}}
{{- if and (eq $v.mode "deployment") (eq $v.results.store "claim") (has "ReadWriteOncePod" $v.results.accessModes) -}}
{{- fail "\n\nresults.accessModes: with ReadWriteOncePod nobody could read the results while the page holds the claim; use ReadWriteOnce\n" -}}
{{- end -}}
{{- if and $v.run.id (not (regexMatch "^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$" $v.run.id)) -}}
{{- fail (printf "\n\nrun.id: \"%s\" must be 1 to 20 lower-case letters, digits and dashes, as it is a part of the Job's name\n" $v.run.id) -}}
{{- end -}}
{{- if and $v.run.id (eq $v.mode "job") -}}
{{- $job := lookup "batch/v1" "Job" .Release.Namespace (include "blt.jobName" .) -}}
{{- if and $job (ne (get (default dict $job.metadata.annotations) "batch-load-test/run-hash") (include "blt.runHash" .)) -}}
{{- fail (printf "\n\nrun.id: %s has run with other values; give another one for another run. Nothing was changed\n" $v.run.id) -}}
{{- end -}}
{{- end -}}
{{- if and (eq $v.results.store "claim") (not $v.results.existingClaim) -}}
{{- $claim := lookup "v1" "PersistentVolumeClaim" .Release.Namespace (include "blt.claim" .) -}}
{{- with $claim -}}
{{- $has := list -}}
{{- if ne (.spec.accessModes | sortAlpha | join ",") ($v.results.accessModes | sortAlpha | join ",") -}}
{{- $has = append $has (printf "accessModes %s" (.spec.accessModes | join ",")) -}}
{{- end -}}
{{- if ne (include "blt.bytes" .spec.resources.requests.storage) (include "blt.bytes" $v.results.size) -}}
{{- $has = append $has (printf "size %s" .spec.resources.requests.storage) -}}
{{- end -}}
{{- $class := default "" .spec.storageClassName -}}
{{- if and $v.results.storageClass (ne $class (trimPrefix "-" $v.results.storageClass)) -}}
{{- $has = append $has (printf "storageClass %s" (default "-" $class)) -}}
{{- end -}}
{{- if $has -}}
{{- fail (printf "\n\nresults: the claim %s is there with %s; give the same, or take another with results.existingClaim. Nothing was changed\n" .metadata.name (join ", " $has)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $v.image.digest (not (regexMatch "^sha256:[0-9a-f]{64}$" $v.image.digest)) -}}
{{- fail (printf "\n\nimage.digest: \"%s\" must be sha256: and 64 hexadecimal digits\n" $v.image.digest) -}}
{{- end -}}
{{- $own := include "blt.ownOptions" . | fromYaml -}}
{{- range $v.extraArgs -}}
{{- if not (hasPrefix "-" .) -}}
{{- fail (printf "\n\nextraArgs: \"%s\" is no option; write each as one item, --name=value\n" .) -}}
{{- end -}}
{{- $option := regexFind "^[A-Za-z0-9-]+" . -}}
{{- if hasPrefix "--" $option }}{{ $option = trimPrefix "--" $option }}{{ else }}{{ $option = $option | trimPrefix "-" | trunc 1 }}{{ end -}}
{{- with get $own $option -}}
{{- fail (printf "\n\nextraArgs: the chart gives this option itself; set %s\n" .) -}}
{{- end -}}
{{- end -}}
{{- range $v.extraEnv -}}
{{- $short := regexReplaceAll "^(BATCH_LOAD_TEST|LOCUST)_" .name "" -}}
{{- with get $own (ternary .name ($short | lower | replace "_" "-") (eq $short .name)) -}}
{{- fail (printf "\n\nextraEnv: the chart gives this option itself; set %s\n" .) -}}
{{- end -}}
{{- end -}}
{{- $numbers := dict "load.spawnRate" $v.load.spawnRate "load.maxCost" $v.load.maxCost -}}
{{- range $v.load.classes -}}
{{- if hasKey . "weight" }}{{ $_ := set $numbers (printf "load.classes: weight of %s" .name) .weight }}{{ end -}}
{{- end -}}
{{- range $name, $number := $numbers -}}
{{- if and (kindIs "string" $number) (not (regexMatch "^([0-9]*[1-9][0-9]*(\\.[0-9]+)?|0+\\.[0-9]*[1-9][0-9]*)$" $number)) -}}
{{- fail (printf "\n\n%s: \"%s\" must be a number above 0\n" $name $number) -}}
{{- end -}}
{{- end -}}
{{- range $name := list "p95Ms" "errorRate" -}}
{{- $value := get $v.thresholds $name -}}
{{- if and (kindIs "string" $value) (not (regexMatch "^(off|[0-9]+(\\.[0-9]+)?%?)$" $value)) -}}
{{- fail (printf "\n\nthresholds.%s: \"%s\" must be a number, or off\n" $name $value) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- /* Options and variables that values stand for, and that deadlines, names and mounts follow. */ -}}
{{- define "blt.ownOptions" -}}
host: target.host
H: target.host
dialect: target.dialect
api-base: target.apiBase
api-version: target.apiVersion
wait-for-target: target.waitFor
proxy: target.proxy, or target.existingProxySecret
cookies: target.cookies
max-line: data.maxLine
profile: profile
users: load.users
u: load.users
spawn-rate: load.spawnRate
r: load.spawnRate
run-time: load.runTime
t: load.runTime
iterations: load.iterations
class: load.classes
max-rows: load.maxRows
max-tokens: load.maxTokens
max-cost: load.maxCost
stop-timeout: load.stopTimeout
s: load.stopTimeout
clean-up-timeout: load.cleanUpTimeout
auth: auth.type
api-key: auth.apiKey, or auth.existingSecret
username: auth.username, or auth.existingSecret
password: auth.password, or auth.existingSecret
api-key-endpoint: auth.apiKeyEndpoint
test-data: data.source and data.file
generate-requests: data.source=generated and data.generateRequests
generate-bytes: data.source=generated and data.generateBytes
p95-threshold-ms: thresholds.p95Ms
error-rate-threshold: thresholds.errorRate
master: workers
worker: workers
master-host: workers
master-port: workers
master-wait: cluster.waitFor
expect-workers: workers
expect-workers-max-wait: cluster.waitFor
on-worker-loss: cluster.onWorkerLoss
advertise: workers
cluster-certificate: cluster.existingSecret and cluster.certificateKey
cluster-token: cluster.existingSecret and cluster.tokenKey
print-results: results.store=log
headless: mode
web-host: mode=deployment
web-port: page.service.port
P: page.service.port
web-token: page.token, or page.existingSecret
web-base-path: page.basePath
web-allowed-host: page.allowedHosts
autostart: page.autostart
results: results and run.id
exit-code-on-error: thresholds
API_BASE: target.apiBase
API_KEY: auth.apiKey, or auth.existingSecret
API_KEY_ENDPOINT: auth.apiKeyEndpoint
BASIC_AUTH_USERNAME: auth.username, or auth.existingSecret
BASIC_AUTH_PASSWORD: auth.password, or auth.existingSecret
TEST_DATA_FILE: data.source and data.file
P95_THRESHOLD_MS: thresholds.p95Ms
ERROR_RATE_THRESHOLD: thresholds.errorRate
{{- end }}
