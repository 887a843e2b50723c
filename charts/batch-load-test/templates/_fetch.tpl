{{- /* How the notes bring results to a person's machine. */ -}}

{{- /* Takes the last archive of a log, on Linux and macOS. */ -}}
{{- define "blt.unpack" -}}
awk '/^-----BEGIN BATCH-LOAD-TEST RESULTS-----/ {n = 0; on = 1; next} /^-----END BATCH-LOAD-TEST RESULTS-----/ {on = 0}
      on {line[++n] = $0; next} /^error: / {print > "/dev/stderr"} END {for (i = 1; i <= n; i++) print line[i]}' | base64 -d | (mkdir -p results && tar xz -C results)
{{- end }}

{{- /* Prints the results that are on the claim. Of the release it needs nothing but the claim, which outlives it. */ -}}
{{- define "blt.fetchPod" -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "blt.fullname" . }}-fetch
  labels:
    {{- include "blt.podLabels" (dict "root" . "component" "fetch") | nindent 4 }}
  {{- with .Values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  {{- include "blt.podPlace" . | trim | nindent 2 }}
  {{- if not (has "ReadWriteMany" .Values.results.accessModes) }}
  # Where the claim is mounted already, if it is.
  affinity:
    podAffinity:
      {{- $term := dict "topologyKey" "kubernetes.io/hostname" "labelSelector" (dict "matchLabels" (dict "app.kubernetes.io/instance" .Release.Name "app.kubernetes.io/component" (ternary "page" "run" (eq .Values.mode "deployment")))) }}
      {{- if eq .Values.mode "deployment" }}
      requiredDuringSchedulingIgnoredDuringExecution:
        {{- toYaml (list $term) | nindent 8 }}
      {{- else }}
      preferredDuringSchedulingIgnoredDuringExecution:
        {{- toYaml (list (dict "weight" 100 "podAffinityTerm" $term)) | nindent 8 }}
      {{- end }}
  {{- end }}
  containers:
    - name: fetch
      image: {{ include "blt.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      terminationMessagePolicy: FallbackToLogsOnError
      args:
        - report
        {{- if eq .Values.mode "job" }}
        - /results/{{ include "blt.runFolder" . }}
        {{- else }}
        - --latest
        - /results
        {{- end }}
        - --print-results
      resources:
        {{- toYaml .Values.fetchResources | nindent 8 }}
      securityContext:
        {{- include "blt.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: results, mountPath: /results}
  volumes:
    {{- include "blt.tmpVolume" . | nindent 4 }}
    - name: results
      persistentVolumeClaim: {claimName: {{ include "blt.claim" . | quote }}}
{{- end }}
