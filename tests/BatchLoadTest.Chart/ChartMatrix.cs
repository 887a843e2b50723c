namespace BatchLoadTest.Chart;

/// <summary>Values that people give, one set a line; each has to render for every version of Kubernetes.</summary>
internal static class ChartMatrix
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mock"] = "mock.enabled=true",
            ["job"] = "target.host=http://service:3001",
            ["job, log"] = "target.host=http://service:3001,results.store=log,profile=soak",
            ["job, no profile"] = "target.host=http://service:3001,profile=,load.iterations=5",
            ["job, everything"] =
                "target.host=http://service:3001,target.dialect=openai,target.apiBase=/v1,"
                + "target.proxy=socks5://proxy:1080,target.cookies=false,data.maxLine=64MB,load.users=7,load.spawnRate=0.5,load.runTime=90,"
                + "load.stopTimeout=5s,run.id=mine,run.tags.build=12,job.ttlSecondsAfterFinished=0,"
                + "job.activeDeadlineSeconds=77,image.digest=sha256:0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef,image.pullSecrets[0]=mine,priorityClassName=low,"
                + "nodeSelector.disk=ssd,tolerations[0].operator=Exists,extraArgs[0]=--verify=both,"
                + "extraEnv[0].name=LOCUST_LOGLEVEL,extraEnv[0].value=debug,thresholds.extra[0]=create.p95 < 500ms,"
                + "podLabels.team=a,podAnnotations.note=b,results.existingClaim=shared,serviceAccount.create=false",
            ["key of the values"] =
                "target.host=http://service:3001,workers=3,results.accessModes[0]=ReadWriteMany,auth.type=apiKey,"
                + "auth.apiKey=sk-1",
            ["workers"] = "mock.enabled=true,workers=3",
            ["workers, everything"] =
                "target.host=http://service:3001,workers=40,cluster.waitFor=10m,cluster.onWorkerLoss=fail,"
                + "cluster.existingSecret=mine,cluster.certificateKey=tls.pem,cluster.tokenKey=word,results.store=log,"
                + "workerResources.limits.memory=1Gi,podLabels.team=a,podAnnotations.note=b,profile=,load.iterations=50,"
                + "job.ttlSecondsAfterFinished=600,job.activeDeadlineSeconds=77,nodeSelector.disk=ssd,"
                + "networkPolicy.egress[0].ports[0].port=53,extraVolumes[0].name=ca,extraVolumes[0].configMap.name=mine,"
                + "extraVolumeMounts[0].name=ca,extraVolumeMounts[0].mountPath=/ca,topologySpreadConstraints[0].maxSkew=1,"
                + "topologySpreadConstraints[0].topologyKey=zone,topologySpreadConstraints[0].whenUnsatisfiable=DoNotSchedule,"
                + "extraEnv[0].name=http_proxy,extraEnv[0].value=http://proxy:3128",
            ["what people add"] =
                "mock.enabled=true,workers=2,commonLabels.cost=a,job.labels.kueue\\.x-k8s\\.io/queue-name=q,"
                + "job.annotations.argocd\\.argoproj\\.io/hook=Sync,job.suspend=true,extraEnvFrom[0].secretRef.name=mine,"
                + "hostAliases[0].ip=10.0.0.1,hostAliases[0].hostnames[0]=service,dnsPolicy=None,dnsConfig.nameservers[0]=10.0.0.2,"
                + "runtimeClassName=gvisor,schedulerName=mine,terminationGracePeriodSeconds=7,results.annotations.note=b,"
                + "results.volumeName=mine,doNotDisrupt=false,extraObjects[0].apiVersion=v1,extraObjects[0].kind=ConfigMap,"
                + "extraObjects[0].metadata.name=more,initContainers[0].name=side,initContainers[0].image=side,"
                + "initContainers[0].restartPolicy=Always",
            ["what people add, cronjob"] =
                "mode=cronjob,mock.enabled=true,workers=2,commonLabels.cost=a,job.labels.team=a,job.annotations.note=b",
            ["labels that meet"] =
                "mock.enabled=true,workers=2,commonLabels.team=all,podLabels.team=pods,job.labels.team=jobs,"
                + "podAnnotations.team=pods,job.annotations.team=jobs,"
                + "podAnnotations.cluster-autoscaler\\.kubernetes\\.io/safe-to-evict=perhaps,"
                + "results.annotations.helm\\.sh/resource-policy=none,serviceAccount.annotations.team=accounts",
            ["labels that meet, cronjob"] =
                "mode=cronjob,mock.enabled=true,workers=2,commonLabels.team=all,podLabels.team=pods,job.labels.team=jobs",
            ["labels that meet, page"] =
                "mode=deployment,mock.enabled=true,workers=2,commonLabels.team=all,podLabels.team=pods,"
                + "podAnnotations.team=pods,page.podMonitor.enabled=true,page.podMonitor.labels.team=monitors,"
                + "page.ingress.enabled=true,page.ingress.annotations.team=ingress",
            ["page by a gateway"] =
                "mode=deployment,mock.enabled=true,page.httpRoute.enabled=true,page.httpRoute.parentRefs[0].name=public,"
                + "page.httpRoute.hostnames[0]=load.example.com,page.httpRoute.annotations.note=b",
            ["page below a path"] =
                "mode=deployment,mock.enabled=true,page.basePath=/team/loadtest,page.allowedHosts[0]=load.example.com,"
                + "page.ingress.enabled=true,page.httpRoute.enabled=true,page.httpRoute.parentRefs[0].name=public",
            ["workers, cronjob"] =
                "mode=cronjob,target.host=http://service:3001,workers=2,cronjob.concurrencyPolicy=Replace",
            ["workers, page"] = "mode=deployment,mock.enabled=true,workers=2,page.autostart=true",
            ["cronjob"] = "mode=cronjob,target.host=http://service:3001,cronjob.timeZone=Etc/UTC",
            ["page"] = "mode=deployment,target.host=http://service:3001,auth.type=login",
            ["page, everything"] =
                "mode=deployment,target.host=http://service:3001,page.ingress.enabled=true,page.ingress.tlsSecret=tls,"
                + "page.ingress.className=nginx,page.podMonitor.enabled=true,page.dashboard.enabled=true,page.autostart=true,page.token=secret,"
                + "auth.type=none,networkPolicy.pageFrom[0].podSelector.matchLabels.a=b,results.store=log",
            ["page, own secret"] =
                "mode=deployment,target.host=http://service:3001,page.existingSecret=mine,target.existingProxySecret=mine",
            ["data inline"] = "mock.enabled=true,data.source=inline,data.file=a\\.jsonl,data.inline.a\\.jsonl=text",
            ["data of the chart"] = "mock.enabled=true,data.source=chart,data.file=batch_input_small.jsonl",
            ["data of a ConfigMap"] = "mock.enabled=true,data.source=configMap,data.existingConfigMap=mine",
            ["data of a claim"] = "mock.enabled=true,data.source=claim,data.existingClaim=mine,data.file=big.jsonl",
            ["data generated"] = "mock.enabled=true,data.source=generated,data.generateRequests=2000000",
            ["existing secret"] = "target.host=http://service:3001,auth.existingSecret=mine,auth.type=apiKey",
            ["affinity of one's own"] =
                "mock.enabled=true,affinity.nodeAffinity"
                + ".requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key=a,"
                + "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]"
                + ".matchExpressions[0].operator=Exists,extraVolumes[0].name=ca,extraVolumes[0].configMap.name=mine,"
                + "extraVolumeMounts[0].name=ca,extraVolumeMounts[0].mountPath=/ca,results.storageClass=-",
            ["no network policy"] = "mock.enabled=true,networkPolicy.enabled=false,results.keep=false",
        };
}
