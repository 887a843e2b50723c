using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>What tools that compare again and again, as Argo CD and Flux do, would find to change for ever.</summary>
[Trait("needs", "kube")]
public sealed class InSyncTests(ControlPlane plane)
{
    // Of their members the server keeps each as it was, and adds none: so nobody finds a difference.
    [Fact]
    public async Task NetworkPolicies_AreKeptAsTheyAreRendered()
    {
        await using var space = await plane.SpaceAsync();
        const string Set =
            "mode=deployment,workers=1,networkPolicy.egress[0].ports[0].port=53,"
            + "networkPolicy.pageFrom[0].podSelector.matchLabels.a=b";
        var rendered = KubernetesObject.ReadAll(await space.TemplateAsync(Set));
        var policies = rendered.Where(each => each.Kind == "NetworkPolicy").ToList();
        Assert.Equal(4, policies.Count);
        foreach (var policy in policies)
        {
            await space.ApplyAsync(policy.Json.ToJsonString());

            var kept = await space.GetAsync("apis/networking.k8s.io/v1", "networkpolicies", policy.Name);
            Assert.True(
                JsonNode.DeepEquals(policy.Json["spec"], kept!["spec"]),
                $"{policy.Json["spec"]}\n{kept["spec"]}"
            );
        }
    }
}
