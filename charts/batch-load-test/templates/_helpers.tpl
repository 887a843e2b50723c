{{- define "blt.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- /* Names of Jobs add up to 31 characters to it, and 63 are allowed. What is cut off is told apart by a hash. */ -}}
{{- define "blt.fullname" -}}
{{- $name := .Release.Name -}}
{{- if .Values.fullnameOverride }}{{ $name = .Values.fullnameOverride }}
{{- else if not (contains (include "blt.name" .) $name) }}{{ $name = printf "%s-%s" $name (include "blt.name" .) }}
{{- end -}}
{{- /* A release may be called 1.2, a Service may not. */ -}}
{{- $name = $name | replace "." "-" -}}
{{- /* Nor 5 or on: names of Services begin with a letter, and YAML takes some words for truth values. */ -}}
{{- if regexMatch "^([0-9]|(on|off|yes|no|y|n|true|false|null)$)" $name }}{{ $name = printf "r-%s" $name }}{{ end -}}
{{- if gt (len $name) 32 }}{{ $name = printf "%s-%s" (trunc 25 $name | trimSuffix "-") (sha256sum $name | trunc 6) }}{{ end -}}
{{- $name -}}
{{- end }}

{{- define "blt.selectorLabels" -}}
app.kubernetes.io/name: {{ include "blt.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- /* Of an object: dict "root" … "component" …; the person's own for it, "more", win over those of all. */ -}}
{{- define "blt.labels" -}}
{{ include "blt.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with merge (dict) (default dict .more) .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Of a pod: what selects it, and the person's own; no version, which would be another template. */ -}}
{{- define "blt.podLabels" -}}
{{ include "blt.selectorLabels" . }}
{{- with merge (dict) .root.Values.podLabels .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Of a CronJob's Jobs. Without any they would have those of their pods; no version, as there. */ -}}
{{- define "blt.cronJobLabels" -}}
{{ include "blt.selectorLabels" . }}
{{- with merge (dict) .root.Values.job.labels .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Of the pods of a run, which no autoscaler should move. */ -}}
{{- define "blt.runAnnotations" -}}
{{- $asked := dict -}}
{{- if .Values.doNotDisrupt }}{{ $asked = dict "cluster-autoscaler.kubernetes.io/safe-to-evict" "false" "karpenter.sh/do-not-disrupt" "true" }}{{ end -}}
{{- with merge (dict) .Values.podAnnotations $asked }}{{ toYaml . }}{{ end -}}
{{- end }}

{{- define "blt.envFrom" -}}
{{- with .Values.extraEnvFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "blt.initContainers" -}}
{{- with .Values.initContainers }}
initContainers:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "blt.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{- define "blt.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "blt.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- /* A duration of the values, as whole seconds rounded up: dict "name" … "value" … */ -}}
{{- define "blt.seconds" -}}
{{- $text := include "blt.number" .value -}}
{{- if not (regexMatch "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$|^[0-9]+(\\.[0-9]+)?$" $text) -}}
{{- fail (printf "\n\n%s: \"%s\" is no duration; write 30s, 2m, 1h30m, 500ms or 90 (seconds)\n" .name $text) -}}
{{- end -}}
{{- $sum := 0.0 -}}
{{- range regexFindAll "[0-9.]+(ms|s|m|h)?" $text -1 -}}
{{- $number := float64 (regexFind "[0-9.]+" .) -}}
{{- $unit := regexFind "[a-z]+" . -}}
{{- $factor := ternary 0.001 (ternary 60.0 (ternary 3600.0 1.0 (eq $unit "h")) (eq $unit "m")) (eq $unit "ms") -}}
{{- $sum = addf $sum (mulf $number $factor) -}}
{{- end -}}
{{- ceil $sum | int64 -}}
{{- end }}

{{- /* A size such as 1Gi in bytes, to compare. */ -}}
{{- define "blt.bytes" -}}
{{- $factors := dict "" 1.0 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "Pi" 1125899906842624.0 -}}
{{- mulf (regexFind "^[0-9.]+" . | float64) (get $factors (regexFind "[A-Za-z]*$" .)) | int64 -}}
{{- end }}

{{- /* A number, word or truth value; numbers without an exponent, which the program would not read. */ -}}
{{- define "blt.number" -}}
{{- if or (kindIs "string" .) (kindIs "bool" .) -}}{{ . }}
{{- else if eq (float64 (int64 .)) (float64 .) -}}{{ int64 . }}
{{- else -}}{{ printf "%.9f" (float64 .) | regexFind "^[0-9]+\\.[0-9]*[1-9]" }}
{{- end -}}
{{- end }}

{{- /* Run times of the program's profiles; a test compares. */ -}}
{{- define "blt.profiles" -}}
smoke: 2m
load: 5m
stress: 10m
spike: 5m20s
soak: 30m
{{- end }}

{{- /* Seconds that the load lasts; empty where only a number of iterations ends it. */ -}}
{{- define "blt.runSeconds" -}}
{{- $profiles := include "blt.profiles" . | fromYaml -}}
{{- if .Values.load.runTime -}}
{{ include "blt.seconds" (dict "name" "load.runTime" "value" .Values.load.runTime) }}
{{- else if .Values.profile -}}
{{ include "blt.seconds" (dict "name" "profile" "value" (get $profiles .Values.profile)) }}
{{- end }}
{{- end }}

{{- define "blt.stopSeconds" -}}
{{ include "blt.seconds" (dict "name" "load.stopTimeout" "value" .Values.load.stopTimeout) }}
{{- end }}

{{- define "blt.cleanUpSeconds" -}}
{{ include "blt.seconds" (dict "name" "load.cleanUpTimeout" "value" .Values.load.cleanUpTimeout) }}
{{- end }}

{{- define "blt.waitSeconds" -}}
{{ include "blt.seconds" (dict "name" "target.waitFor" "value" .Values.target.waitFor) }}
{{- end }}

{{- /* From the last signal to the last report: what runs, clean-up (a master's after that of its workers), key, files. */ -}}
{{- define "blt.graceSeconds" -}}
{{- if not (kindIs "invalid" .Values.terminationGracePeriodSeconds) }}{{ int64 .Values.terminationGracePeriodSeconds }}{{ else }}
{{- $once := add (include "blt.stopSeconds" . | int64) (include "blt.cleanUpSeconds" . | int64) 30 -}}
{{- if .Values.workers }}{{ add $once (include "blt.cleanUpSeconds" . | int64) 10 }}
{{- else }}{{ $once }}{{ end }}
{{- end }}
{{- end }}

{{- define "blt.startSeconds" -}}
{{ include "blt.seconds" (dict "name" "job.startTimeout" "value" .Values.job.startTimeout) }}
{{- end }}

{{- /* Longest life of one pod: its start, waiting, load, its end. Empty for no limit. */ -}}
{{- define "blt.podSeconds" -}}
{{- if include "blt.runSeconds" . -}}
{{- $cluster := ternary (include "blt.clusterWaitSeconds" . | int64) 0 (gt (int .Values.workers) 0) -}}
{{ add (include "blt.runSeconds" . | int64) (include "blt.waitSeconds" . | int64) (include "blt.graceSeconds" . | int64) $cluster (include "blt.startSeconds" . | int64) }}
{{- end }}
{{- end }}

{{- /*
Of the Job; empty for no limit. It counts while no pod has started too, so that it is not longer than it must be: one life, the
end of an earlier run, and where a pod is replaced, which a master is not, the load once more.
*/ -}}
{{- define "blt.deadlineSeconds" -}}
{{- if not (kindIs "invalid" .Values.job.activeDeadlineSeconds) -}}
{{ int64 .Values.job.activeDeadlineSeconds }}
{{- else if include "blt.podSeconds" . -}}
{{- $pod := include "blt.podSeconds" . | int64 -}}
{{ add $pod (include "blt.graceSeconds" . | int64) (ternary 0 (include "blt.runSeconds" . | int64) (gt (int .Values.workers) 0)) }}
{{- end }}
{{- end }}

{{- /* The moment of the rendering, once: arguments and notes must not fall into different seconds. */ -}}
{{- define "blt.now" -}}
{{- if not (hasKey .Values "renderedAt") }}{{ $_ := set .Values "renderedAt" (now | unixEpoch) }}{{ end -}}
{{ .Values.renderedAt }}
{{- end }}

{{- define "blt.runSuffix" -}}
{{- default (printf "r%d" .Release.Revision) .Values.run.id }}
{{- end }}

{{- define "blt.jobName" -}}
{{- printf "%s-%s" (include "blt.fullname" .) (include "blt.runSuffix" .) }}
{{- end }}

{{- /* The folder of the run in the results volume, which other releases may share; neither part can have a "_". */ -}}
{{- define "blt.runFolder" -}}
{{- printf "%s_%s" .Release.Name (default (printf "r%d-%s" .Release.Revision (include "blt.now" .)) .Values.run.id) }}
{{- end }}

{{- define "blt.authSecret" -}}
{{- default (printf "%s-auth" (include "blt.fullname" .)) .Values.auth.existingSecret }}
{{- end }}

{{- define "blt.pageSecret" -}}
{{- default (printf "%s-page" (include "blt.fullname" .)) .Values.page.existingSecret }}
{{- end }}

{{- define "blt.claim" -}}
{{- default (printf "%s-results" (include "blt.fullname" .)) .Values.results.existingClaim }}
{{- end }}

{{- define "blt.host" -}}
{{- if .Values.mock.enabled -}}
http://{{ include "blt.fullname" . }}-mock:3001
{{- else -}}
{{ .Values.target.host }}
{{- end }}
{{- end }}

{{- define "blt.dataConfigMap" -}}
{{- if eq .Values.data.source "configMap" }}{{ .Values.data.existingConfigMap }}{{ else }}{{ include "blt.fullname" . }}-data{{ end }}
{{- end }}

{{- define "blt.proxyArgs" -}}
{{- with .Values.target.proxy }}
- {{ printf "--proxy=%s" . | quote }}
{{- end }}
{{- end }}

{{- define "blt.proxyEnv" -}}
{{- with .Values.target.existingProxySecret }}
- name: BATCH_LOAD_TEST_PROXY
  valueFrom: {secretKeyRef: {name: {{ . | quote }}, key: {{ $.Values.target.proxyKey | quote }}}}
{{- end }}
{{- end }}

{{- /* Options of every run of the load. */ -}}
{{- define "blt.loadArgs" -}}
- {{ printf "--host=%s" (include "blt.host" .) | quote }}
{{- with .Values.target.dialect }}
- {{ printf "--dialect=%s" . | quote }}
{{- end }}
{{- with .Values.target.apiBase }}
- {{ printf "--api-base=%s" . | quote }}
{{- end }}
{{- with .Values.target.apiVersion }}
- {{ printf "--api-version=%s" . | quote }}
{{- end }}
- --wait-for-target={{ include "blt.number" .Values.target.waitFor }}
{{- include "blt.proxyArgs" . }}
{{- if not .Values.target.cookies }}
- --cookies=off
{{- end }}
{{- with .Values.auth.apiKeyEndpoint }}
- {{ printf "--api-key-endpoint=%s" . | quote }}
{{- end }}
{{- if has .Values.auth.type (list "login" "none") }}
- --auth={{ .Values.auth.type }}
{{- end }}
{{- if eq .Values.data.source "generated" }}
- --generate-requests={{ int64 .Values.data.generateRequests }}
- --generate-bytes={{ include "blt.number" .Values.data.generateBytes }}
{{- else }}
- {{ printf "--test-data=%s/%s" (include "blt.dataFolder" .) .Values.data.file | quote }}
{{- end }}
{{- with .Values.data.maxLine }}
- --max-line={{ include "blt.number" . }}
{{- end }}
{{- range $key, $value := .Values.run.tags }}
- {{ printf "--tag=%s=%s" $key (include "blt.number" $value) | quote }}
{{- end }}
{{- end }}

{{- /* Where the files of the source are; without any those of the image. */ -}}
{{- define "blt.dataFolder" -}}
{{ ternary "/test_data" "/data" (has .Values.data.source (list "image" "generated")) }}
{{- end }}

{{- /* A class of batches, as the option has it. */ -}}
{{- define "blt.class" -}}
{{- $members := list -}}
{{- range $key := list "name" "data" "generate" "model" "window" "endpoint" "weight" "rate" "threshold" -}}
{{- if hasKey $.class $key -}}
{{- $given := get $.class $key -}}
{{- if eq $key "data" }}{{ $given = printf "%s/%s" (include "blt.dataFolder" $.root) $given }}{{ end -}}
{{- range ternary $given (list $given) (kindIs "slice" $given) -}}
{{- $members = append $members (printf "%s=%s" $key (include "blt.number" .)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{ join "," $members }}
{{- end }}

{{- define "blt.planArgs" -}}
{{- with .Values.profile }}
- --profile={{ . }}
{{- end }}
{{- with .Values.load.users }}
- --users={{ int64 . }}
{{- end }}
{{- with .Values.load.spawnRate }}
- --spawn-rate={{ include "blt.number" . }}
{{- end }}
{{- with .Values.load.runTime }}
- --run-time={{ include "blt.number" . }}
{{- end }}
{{- with .Values.load.iterations }}
- --iterations={{ int64 . }}
{{- end }}
{{- range .Values.load.classes }}
- {{ printf "--class=%s" (include "blt.class" (dict "root" $ "class" .)) | quote }}
{{- end }}
{{- with .Values.load.maxRows }}
- --max-rows={{ int64 . }}
{{- end }}
{{- with .Values.load.maxTokens }}
- --max-tokens={{ int64 . }}
{{- end }}
{{- with .Values.load.maxCost }}
- --max-cost={{ include "blt.number" . }}
{{- end }}
- --stop-timeout={{ include "blt.number" .Values.load.stopTimeout }}
- --clean-up-timeout={{ include "blt.number" .Values.load.cleanUpTimeout }}
- --p95-threshold-ms={{ include "blt.number" .Values.thresholds.p95Ms }}
- --error-rate-threshold={{ include "blt.number" .Values.thresholds.errorRate }}
{{- range .Values.thresholds.extra }}
- {{ printf "--threshold=%s" . | quote }}
{{- end }}
{{- end }}

{{- define "blt.extraArgs" -}}
{{- range .Values.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end }}

{{- /* Secrets come as variables: arguments are shown by every list of processes. */ -}}
{{- define "blt.authEnv" -}}
{{- if has .Values.auth.type (list "basic" "login") }}
- name: BASIC_AUTH_USERNAME
  valueFrom: {secretKeyRef: {name: {{ include "blt.authSecret" . | quote }}, key: {{ .Values.auth.usernameKey | quote }}}}
- name: BASIC_AUTH_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ include "blt.authSecret" . | quote }}, key: {{ .Values.auth.passwordKey | quote }}}}
{{- else if eq .Values.auth.type "apiKey" }}
- name: API_KEY
  valueFrom: {secretKeyRef: {name: {{ include "blt.authSecret" . | quote }}, key: {{ .Values.auth.apiKeyKey | quote }}}}
{{- end }}
{{- end }}

{{- /* Of pods that ask the service, which the mock does not. */ -}}
{{- define "blt.serviceEnv" -}}
{{- include "blt.authEnv" . }}
{{- include "blt.proxyEnv" . }}
{{- end }}

{{- define "blt.containerSecurity" -}}
{{- toYaml .Values.containerSecurityContext }}
{{- end }}

{{- /* Where a pod may come from and go to, and as whom it runs. */ -}}
{{- define "blt.podPlace" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ ternary . (get (ternary dict . (kindIs "string" .)) "name") (kindIs "string" .) | quote }}
  {{- end }}
{{- end }}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* What every pod of the release has: dict "root" … */ -}}
{{- define "blt.podCommon" -}}
serviceAccountName: {{ include "blt.serviceAccount" .root | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- range $name := list "priorityClassName" "runtimeClassName" "schedulerName" "dnsPolicy" }}
{{- with get $.root.Values $name }}
{{ $name }}: {{ . | quote }}
{{- end }}
{{- end }}
{{- range $name := list "hostAliases" "dnsConfig" }}
{{- with get $.root.Values $name }}
{{ $name }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- include "blt.podPlace" .root }}
{{- end }}

{{- /*
Where the pod of a run or of the page goes. That of a Job waits for an earlier run of the release which is still cleaning up:
nodes of one operating system are one place, and two runs may not be there together.
*/ -}}
{{- define "blt.placement" -}}
{{- $affinity := deepCopy .Values.affinity }}
{{- if eq .Values.mode "job" }}
{{- $labels := include "blt.selectorLabels" (dict "root" . "component" "run") | fromYaml }}
{{- $others := list (dict "key" "batch-load-test/run" "operator" "NotIn" "values" (list (include "blt.jobName" .))) }}
{{- $term := dict "topologyKey" "kubernetes.io/os" "labelSelector" (dict "matchLabels" $labels "matchExpressions" $others) }}
{{- $apart := default dict $affinity.podAntiAffinity }}
{{- $required := append (default list $apart.requiredDuringSchedulingIgnoredDuringExecution) $term }}
{{- $_ := set $affinity "podAntiAffinity" (set $apart "requiredDuringSchedulingIgnoredDuringExecution" $required) }}
{{- end }}
{{- with $affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* Mounts of data and of the person's own volumes. */ -}}
{{- define "blt.dataMounts" -}}
{{- if has .Values.data.source (list "inline" "chart" "configMap" "claim") }}
- {name: data, mountPath: /data, readOnly: true}
{{- end }}
{{- include "blt.extraMounts" . }}
{{- end }}

{{- define "blt.dataVolumes" -}}
{{- if has .Values.data.source (list "inline" "chart" "configMap") }}
- name: data
  configMap: {name: {{ include "blt.dataConfigMap" . | quote }}}
{{- else if eq .Values.data.source "claim" }}
- name: data
  persistentVolumeClaim: {claimName: {{ .Values.data.existingClaim | quote }}, readOnly: true}
{{- end }}
{{- include "blt.extraVolumes" . }}
{{- end }}

{{- define "blt.tmpVolume" -}}
- name: tmp
  emptyDir: {sizeLimit: {{ .Values.tmpSize }}}
{{- end }}

{{- define "blt.extraMounts" -}}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "blt.extraVolumes" -}}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "blt.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: results, mountPath: /results}
{{- include "blt.clusterMount" . }}
{{- include "blt.dataMounts" . }}
{{- end }}

{{- define "blt.volumes" -}}
{{ include "blt.tmpVolume" . }}
- name: results
  {{- if eq .Values.results.store "claim" }}
  persistentVolumeClaim: {claimName: {{ include "blt.claim" . | quote }}}
  {{- else }}
  emptyDir: {sizeLimit: {{ .Values.results.size }}}
  {{- end }}
{{- include "blt.clusterVolume" . }}
{{- include "blt.dataVolumes" . }}
{{- end }}

{{- /* Tells texts that hold a secret apart; slow, so that a weak password cannot be guessed from it. */ -}}
{{- define "blt.slowHash" -}}
{{- derivePassword 1 "long" . "batch-load-test" "checksum" | sha256sum | trunc 32 }}
{{- end }}

{{- /* Changed data or credentials are a new pod. */ -}}
{{- define "blt.checksums" -}}
checksum/data: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum | trunc 32 }}
checksum/auth: {{ include "blt.slowHash" (toJson .Values.auth) }}
{{- end }}
