namespace BatchLoadTest.Chart.OnCluster;

/// <summary>Namespaces that let in only pods with a label of the team's.</summary>
[Trait("needs", "kube")]
public sealed class PolicyTests(ControlPlane plane)
{
    private const string Bare = """
        apiVersion: v1
        kind: Pod
        metadata: {name: bare}
        spec:
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: bare
              image: bare
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """;

    [Fact]
    public async Task PodLabels_ReachEveryPod_AlsoThoseOfTestAndFetch()
    {
        await using var space = await plane.SpaceAsync();
        await space.ApplyAsync(
            $$"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: { name: {{space.Name}} }
            spec:
              matchConstraints:
                resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
                namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{space.Name}} } }
              validations:
                - expression: "has(object.metadata.labels) && 'team' in object.metadata.labels"
                - expression: "has(object.metadata.annotations) && 'note' in object.metadata.annotations"
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: { name: {{space.Name}} }
            spec: {policyName: {{space.Name}}, validationActions: [Deny]}
            """
        );
        // It takes a moment until the server asks it. Restricted pods alone get as far.
        await space.UntilAsync(
            async () =>
                (await space.TryApplyAsync(Bare, "--dry-run=server")).Error.Contains(
                    "'team' in",
                    StringComparison.Ordinal
                ),
            "the policy is in force"
        );
        var notes = await space.InstallAsync("workers=1,podLabels.team=a,podAnnotations.note=b");

        await space.CompletesAsync("load-batch-load-test-r1");
        await space.FetchAsync(notes);
        var test = await space.HelmAsync("test", "load");
        Assert.True(test.ExitCode == 0, test.Output + test.Error);
    }
}
