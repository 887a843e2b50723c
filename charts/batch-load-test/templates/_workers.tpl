{{- /* A master, which is the run's or the page's pod, and its workers. */ -}}

{{- define "blt.clusterWaitSeconds" -}}
{{ include "blt.seconds" (dict "name" "cluster.waitFor" "value" .Values.cluster.waitFor) }}
{{- end }}

{{- define "blt.clusterSecret" -}}
{{- default (printf "%s-cluster" (include "blt.fullname" .)) .Values.cluster.existingSecret }}
{{- end }}

{{- define "blt.masterService" -}}
{{ include "blt.fullname" . }}-master
{{- end }}

{{- /* Of which component the master is. */ -}}
{{- define "blt.masterComponent" -}}
{{ ternary "page" "run" (eq .Values.mode "deployment") }}
{{- end }}

{{- /* Options that master and workers share. */ -}}
{{- define "blt.clusterArgs" -}}
- --advertise=$(POD_IP)
- --cluster-certificate=/cluster/{{ .Values.cluster.certificateKey }}
{{- end }}

{{- define "blt.masterArgs" -}}
{{- if .Values.workers }}
- --master
- --expect-workers={{ int .Values.workers }}
- --expect-workers-max-wait={{ include "blt.number" .Values.cluster.waitFor }}
- --on-worker-loss={{ .Values.cluster.onWorkerLoss }}
{{ include "blt.clusterArgs" . }}
{{- end }}
{{- end }}

{{- define "blt.clusterEnv" -}}
{{- if .Values.workers }}
- name: POD_IP
  valueFrom: {fieldRef: {fieldPath: status.podIP}}
- name: BATCH_LOAD_TEST_CLUSTER_TOKEN
  valueFrom: {secretKeyRef: {name: {{ include "blt.clusterSecret" . | quote }}, key: {{ .Values.cluster.tokenKey | quote }}}}
{{- end }}
{{- end }}

{{- define "blt.clusterMount" -}}
{{- if .Values.workers }}
- {name: cluster, mountPath: /cluster, readOnly: true}
{{- end }}
{{- end }}

{{- define "blt.clusterVolume" -}}
{{- if .Values.workers }}
- name: cluster
  secret:
    secretName: {{ include "blt.clusterSecret" . | quote }}
    # 0440: for the group of the pod.
    defaultMode: 288
    items: [{key: {{ .Values.cluster.certificateKey | quote }}, path: {{ .Values.cluster.certificateKey | quote }}}]
{{- end }}
{{- end }}

{{- /* Master and workers, for a policy of the network. */ -}}
{{- define "blt.clusterPods" -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ include "blt.name" . | quote }}
      app.kubernetes.io/instance: {{ .Release.Name | quote }}
    matchExpressions:
      - {key: app.kubernetes.io/component, operator: In, values: [{{ include "blt.masterComponent" . }}, worker]}
{{- end }}

{{- /* Where workers go: on nodes of their own where that can be had. */ -}}
{{- define "blt.workerPlacement" -}}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
{{- if .Values.topologySpreadConstraints }}
  {{- toYaml .Values.topologySpreadConstraints | nindent 2 }}
{{- else }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "blt.selectorLabels" (dict "root" . "component" "worker") | nindent 8 }}
        {{- if ne .Values.mode "deployment" }}
        batch-load-test/run: {{ include "blt.jobName" . | quote }}
        {{- end }}
{{- end }}
{{- end }}

{{- /* The pod of a worker. It takes target, data, key and load from its master; the way to the target is its own. */ -}}
{{- define "blt.workerTemplate" -}}
metadata:
  labels:
    {{- include "blt.podLabels" (dict "root" . "component" "worker") | nindent 4 }}
    {{- if ne .Values.mode "deployment" }}
    batch-load-test/run: {{ include "blt.jobName" . | quote }}
    {{- end }}
  {{- with include "blt.runAnnotations" . }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
spec:
  {{- if ne .Values.mode "deployment" }}
  restartPolicy: Never
  {{- with include "blt.podSeconds" . }}
  activeDeadlineSeconds: {{ . }}
  {{- end }}
  {{- end }}
  # Until what runs has ended and is cleaned up.
  terminationGracePeriodSeconds: {{ include "blt.graceSeconds" . }}
  {{- include "blt.podCommon" (dict "root" .) | trim | nindent 2 }}
  {{- include "blt.workerPlacement" . | trim | nindent 2 }}
  {{- with include "blt.initContainers" . | trim }}{{ . | nindent 2 }}{{ end }}
  containers:
    - name: worker
      image: {{ include "blt.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      terminationMessagePolicy: FallbackToLogsOnError
      args:
        - --worker
        - --master-host={{ include "blt.masterService" . }}
        - --master-wait={{ include "blt.number" .Values.cluster.waitFor }}
        {{- include "blt.clusterArgs" . | trim | nindent 8 }}
        {{- with include "blt.proxyArgs" . | trim }}{{ . | nindent 8 }}{{ end }}
        # What counts is written by the master; a worker's own journal lives as long as its pod.
        - --results=/results
      env:
        {{- include "blt.clusterEnv" . | trim | nindent 8 }}
        {{- with include "blt.proxyEnv" . | trim }}{{ . | nindent 8 }}{{ end }}
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with include "blt.envFrom" . | trim }}{{ . | nindent 6 }}{{ end }}
      resources:
        {{- toYaml .Values.workerResources | nindent 8 }}
      securityContext:
        {{- include "blt.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: results, mountPath: /results}
        {{- include "blt.clusterMount" . | trim | nindent 8 }}
        {{- with include "blt.extraMounts" . | trim }}{{ . | nindent 8 }}{{ end }}
  volumes:
    {{- include "blt.tmpVolume" . | nindent 4 }}
    - name: results
      emptyDir: {sizeLimit: {{ .Values.results.size }}}
    {{- include "blt.clusterVolume" . | trim | nindent 4 }}
    {{- with include "blt.extraVolumes" . | trim }}{{ . | nindent 4 }}{{ end }}
{{- end }}

{{- /* The Job of the workers: each is tried again by itself, and none ends the others. */ -}}
{{- define "blt.workersJob" -}}
{{- with include "blt.deadlineSeconds" . }}
# They end with their master, or a minute after it is gone.
activeDeadlineSeconds: {{ add . (include "blt.clusterWaitSeconds" $ | int64) }}
{{- end }}
{{- if not (kindIs "invalid" .Values.job.ttlSecondsAfterFinished) }}
ttlSecondsAfterFinished: {{ int64 .Values.job.ttlSecondsAfterFinished }}
{{- end }}
suspend: {{ .Values.job.suspend }}
completionMode: Indexed
parallelism: {{ int .Values.workers }}
completions: {{ int .Values.workers }}
backoffLimitPerIndex: 3
podFailurePolicy:
  rules:
    # A worker that a drain or the kubelet took away is replaced, as often as that happens.
    - action: Ignore
      onPodConditions:
        - {type: DisruptionTarget, status: "True"}
    # Wrong settings, no master, a defect: another try would end the same way. A worker that was killed is replaced.
    - action: FailIndex
      onExitCodes:
        containerName: worker
        operator: In
        values: [2, 3, 4]
template:
  {{- include "blt.workerTemplate" . | trim | nindent 2 }}
{{- end }}
