using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart;

/// <summary>Rules of our own about rendered objects, which no schema knows.</summary>
internal static class ChartRules
{
    private const int LongestName = 63;

    public static void Check(IReadOnlyList<KubernetesObject> objects)
    {
        Assert.Equal(
            objects.Count,
            objects.Select(each => $"{each.Kind}/{each.Name}").Distinct(StringComparer.Ordinal).Count()
        );
        foreach (var each in objects)
        {
            Assert.True(each.Name.Length <= LongestName, each.Name);
            if (each.PodSpec is { } pod)
            {
                IsRestricted(each, pod);
                MountsAreVolumes(each, pod);
                ReferencesExist(each, pod, objects);
                ShowsNoSecret(each);
            }
        }

        SelectorsMatch(objects);
    }

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    private static void IsRestricted(KubernetesObject each, JsonObject pod)
    {
        Assert.False(pod["automountServiceAccountToken"]!.GetValue<bool>(), each.Name);
        Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>(), each.Name);
        Assert.NotEqual(0, pod["securityContext"]!["runAsUser"]!.GetValue<long>());
        Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>());
        foreach (var container in pod["containers"]!.AsArray())
        {
            var security = container!["securityContext"]!;
            Assert.False(security["allowPrivilegeEscalation"]!.GetValue<bool>(), each.Name);
            Assert.True(security["readOnlyRootFilesystem"]!.GetValue<bool>(), each.Name);
            Assert.Equal("ALL", Assert.Single(security["capabilities"]!["drop"]!.AsArray())!.GetValue<string>());
            Assert.NotNull(container["resources"]!["requests"]!["memory"]);
            Assert.NotNull(container["resources"]!["limits"]!["memory"]);
        }
    }

    private static void MountsAreVolumes(KubernetesObject each, JsonObject pod)
    {
        var volumes = Names(pod["volumes"]);
        foreach (var container in pod["containers"]!.AsArray())
        {
            var mounts = Names(container!["volumeMounts"]);
            Assert.True(volumes.SetEquals(mounts), $"{each.Name}: {string.Join(", ", volumes.Except(mounts))}");
        }
    }

    private static void ReferencesExist(KubernetesObject each, JsonObject pod, IReadOnlyList<KubernetesObject> objects)
    {
        foreach (var (kind, name) in References(pod).Where(reference => reference.Name != "mine"))
        {
            Assert.True(
                name is "shared" or "default" || objects.Any(other => other.Kind == kind && other.Name == name),
                $"{each.Kind} {each.Name}: no {kind} {name}"
            );
        }
    }

    private static IEnumerable<(string Kind, string Name)> References(JsonObject pod)
    {
        yield return ("ServiceAccount", pod["serviceAccountName"]!.GetValue<string>());
        foreach (var volume in pod["volumes"]!.AsArray())
        {
            if (volume!["persistentVolumeClaim"]?["claimName"] is { } claim)
            {
                yield return ("PersistentVolumeClaim", claim.GetValue<string>());
            }

            if (volume["configMap"]?["name"] is { } map)
            {
                yield return ("ConfigMap", map.GetValue<string>());
            }

            if (volume["secret"]?["secretName"] is { } files)
            {
                yield return ("Secret", files.GetValue<string>());
            }
        }

        foreach (var variable in pod["containers"]!.AsArray().SelectMany(each => each!["env"]?.AsArray() ?? []))
        {
            if (variable!["valueFrom"]?["secretKeyRef"]?["name"] is { } secret)
            {
                yield return ("Secret", secret.GetValue<string>());
            }
        }
    }

    // Arguments and annotations are read by many who may not read Secrets.
    private static void ShowsNoSecret(KubernetesObject each)
    {
        var text = each.Json.ToJsonString();
        Assert.DoesNotContain("sk-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("=password", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--api-key=", text, StringComparison.Ordinal);
    }

    private static void SelectorsMatch(IReadOnlyList<KubernetesObject> objects)
    {
        List<JsonObject> pods = [.. objects.Select(each => each.PodTemplate).OfType<JsonObject>()];
        foreach (var each in objects)
        {
            var selector = each.Kind switch
            {
                "Deployment" => each.Json["spec"]!["selector"]!["matchLabels"],
                "Service" => each.Json["spec"]!["selector"],
                "PodMonitor" => each.Json["spec"]!["selector"]!["matchLabels"],
                "NetworkPolicy" => each.Json["spec"]!["podSelector"]!["matchLabels"],
                _ => null,
            };
            if (selector is JsonObject wanted)
            {
                Assert.Single(pods, pod => Matches(pod["metadata"]!["labels"]!.AsObject(), wanted));
            }
        }
    }

    private static bool Matches(JsonObject labels, JsonObject wanted) =>
        wanted.All(each => labels[each.Key]?.GetValue<string>() == each.Value!.GetValue<string>());

    private static HashSet<string> Names(JsonNode? list) =>
        [.. (list?.AsArray() ?? []).Select(each => each!["name"]!.GetValue<string>())];
}
