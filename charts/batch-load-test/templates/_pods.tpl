{{- /*
The pod of one run of the load, in a Job: dict "root" … The template of a Job cannot be changed: no version, no checksum,
nothing that differs where the run would be the same.
*/ -}}
{{- define "blt.runTemplate" -}}
{{- $root := .root }}
metadata:
  labels:
    {{- include "blt.podLabels" (dict "root" $root "component" "run") | nindent 4 }}
    batch-load-test/run: {{ include "blt.jobName" $root | quote }}
  {{- with include "blt.runAnnotations" $root }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
spec:
  restartPolicy: Never
  {{- with include "blt.podSeconds" $root }}
  activeDeadlineSeconds: {{ . }}
  {{- end }}
  # Until the last report is written.
  terminationGracePeriodSeconds: {{ include "blt.graceSeconds" $root }}
  {{- include "blt.podCommon" . | trim | nindent 2 }}
  {{- with include "blt.placement" $root | trim }}{{ . | nindent 2 }}{{ end }}
  {{- with include "blt.initContainers" $root | trim }}{{ . | nindent 2 }}{{ end }}
  containers:
    - name: run
      image: {{ include "blt.image" $root | quote }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      terminationMessagePolicy: FallbackToLogsOnError
      args:
        - --headless
        {{- include "blt.loadArgs" $root | trim | nindent 8 }}
        {{- include "blt.planArgs" $root | trim | nindent 8 }}
        {{- if eq $root.Values.mode "job" }}
        - --results=/results/{{ include "blt.runFolder" $root }}
        {{- end }}
        {{- with include "blt.masterArgs" $root | trim }}{{ . | nindent 8 }}{{ end }}
        {{- if eq $root.Values.results.store "log" }}
        - --print-results
        {{- end }}
        {{- with include "blt.extraArgs" $root | trim }}{{ . | nindent 8 }}{{ end }}
      env:
        {{- with include "blt.clusterEnv" $root | trim }}{{ . | nindent 8 }}{{ end }}
        {{- with include "blt.serviceEnv" $root | trim }}{{ . | nindent 8 }}{{ end }}
        {{- with $root.Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with include "blt.envFrom" $root | trim }}{{ . | nindent 6 }}{{ end }}
      resources:
        {{- toYaml $root.Values.resources | nindent 8 }}
      securityContext:
        {{- include "blt.containerSecurity" $root | nindent 8 }}
      volumeMounts:
        {{- include "blt.mounts" $root | trim | nindent 8 }}
  volumes:
    {{- include "blt.volumes" $root | trim | nindent 4 }}
{{- end }}

{{- /* What is fixed for as long as the Jobs of a run are there, as a short text to compare. */ -}}
{{- define "blt.runHash" -}}
{{- $all := include "blt.runTemplate" (dict "root" .) -}}
{{- if .Values.workers }}{{ $all = print $all (int .Values.workers) (include "blt.workerTemplate" .) }}{{ end -}}
{{- sha256sum $all | trunc 16 -}}
{{- end }}

{{- /* What a Job of one try has in common: dict "root" … "container" … */ -}}
{{- define "blt.jobPolicy" -}}
backoffLimit: 0
suspend: {{ .root.Values.job.suspend }}
{{- if not (kindIs "invalid" .root.Values.job.ttlSecondsAfterFinished) }}
ttlSecondsAfterFinished: {{ int64 .root.Values.job.ttlSecondsAfterFinished }}
{{- end }}
podFailurePolicy:
  rules:
    {{- if .root.Values.workers }}
    # A master that a drain or the kubelet took away has ended the run, with all of its reports.
    - action: FailJob
    {{- else }}
    # A pod that a drain or the kubelet took away says nothing of the service: it is replaced.
    - action: Ignore
    {{- end }}
      onPodConditions:
        - {type: DisruptionTarget, status: "True"}
    # Thresholds failed (1), wrong settings (2), could not run (3), a defect of the program (4).
    - action: FailJob
      onExitCodes:
        containerName: {{ .container }}
        operator: In
        values: [1, 2, 3, 4]
{{- end }}

{{- /* When a CronJob makes its Jobs, and which of them it keeps. */ -}}
{{- define "blt.schedule" -}}
schedule: {{ .Values.cronjob.schedule | quote }}
{{- with .Values.cronjob.timeZone }}
timeZone: {{ . | quote }}
{{- end }}
suspend: {{ .Values.cronjob.suspend }}
concurrencyPolicy: {{ .Values.cronjob.concurrencyPolicy }}
{{- if not (kindIs "invalid" .Values.cronjob.startingDeadlineSeconds) }}
startingDeadlineSeconds: {{ int64 .Values.cronjob.startingDeadlineSeconds }}
{{- end }}
successfulJobsHistoryLimit: {{ int .Values.cronjob.successfulJobsHistoryLimit }}
failedJobsHistoryLimit: {{ int .Values.cronjob.failedJobsHistoryLimit }}
{{- end }}
