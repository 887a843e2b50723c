using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BatchLoadTest.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.Chart;

/// <summary>
/// As much of a cluster's server as helm needs to install, upgrade and remove a release: it keeps objects and runs
/// nothing.
/// </summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private static readonly Dictionary<string, (string Name, string Kind)[]> Resources = new(StringComparer.Ordinal)
    {
        ["v1"] =
        [
            ("configmaps", "ConfigMap"),
            ("persistentvolumeclaims", "PersistentVolumeClaim"),
            ("pods", "Pod"),
            ("secrets", "Secret"),
            ("serviceaccounts", "ServiceAccount"),
            ("services", "Service"),
        ],
        ["apps/v1"] = [("deployments", "Deployment")],
        ["batch/v1"] = [("jobs", "Job"), ("cronjobs", "CronJob")],
        ["networking.k8s.io/v1"] = [("networkpolicies", "NetworkPolicy"), ("ingresses", "Ingress")],
    };

    private readonly ConcurrentDictionary<string, JsonObject> objects = new(StringComparer.Ordinal);
    private readonly TemporaryFolder folder = new();
    private WebServer? server;

    private FakeCluster() { }

    /// <summary>Path of a configuration for helm.</summary>
    public string Config { get; private set; } = "";

    /// <summary>Names of all objects of a kind, without helm's own.</summary>
    public IReadOnlyList<string> Names(string resource) =>
        [
            .. objects
                .Keys.Where(path => path.Contains($"/{resource}/", StringComparison.Ordinal))
                .Select(path => path[(path.LastIndexOf('/') + 1)..])
                .Where(name => !name.StartsWith("sh.helm.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    public static async Task<FakeCluster> StartAsync()
    {
        var cluster = new FakeCluster();
        cluster.server = await WebServer.StartAsync(cluster.AnswerAsync);
        cluster.Config = cluster.folder.Write(
            "config",
            $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: fake, cluster: {server: "{{{cluster.server.Address}}}"}}]
            contexts: [{name: fake, context: {cluster: fake, user: nobody, namespace: default}}]
            users: [{name: nobody, user: {}}]
            current-context: fake
            """
        );
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (code, answer) = Discovery(context.Request.Path.Value!) is { } discovered
            ? (200, discovered)
            : await ObjectsAsync(context.Request);
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private static JsonObject? Discovery(string path)
    {
        switch (path)
        {
            case "/version":
                return new()
                {
                    ["major"] = "1",
                    ["minor"] = "34",
                    ["gitVersion"] = "v1.34.0",
                };
            case "/api":
                return new() { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") };
            case "/apis":
                return new()
                {
                    ["kind"] = "APIGroupList",
                    ["apiVersion"] = "v1",
                    ["groups"] = Groups(),
                };
        }

        var group = path.Replace("/apis/", "", StringComparison.Ordinal).Replace("/api/", "", StringComparison.Ordinal);
        return Resources.TryGetValue(group, out var resources)
            ? new()
            {
                ["kind"] = "APIResourceList",
                ["apiVersion"] = "v1",
                ["groupVersion"] = group,
                ["resources"] = new JsonArray([
                    .. resources.Select(each => new JsonObject
                    {
                        ["name"] = each.Name,
                        ["kind"] = each.Kind,
                        ["namespaced"] = true,
                        ["verbs"] = new JsonArray("create", "delete", "get", "list", "patch", "update"),
                    }),
                ]),
            }
            : null;
    }

    private static JsonArray Groups() =>
        [
            .. Resources
                .Keys.Where(key => key.Contains('/', StringComparison.Ordinal))
                .Select(key => new JsonObject
                {
                    ["name"] = key.Split('/')[0],
                    ["versions"] = new JsonArray(
                        new JsonObject { ["groupVersion"] = key, ["version"] = key.Split('/')[1] }
                    ),
                    ["preferredVersion"] = new JsonObject { ["groupVersion"] = key, ["version"] = key.Split('/')[1] },
                }),
        ];

    private async Task<(int Code, JsonObject Answer)> ObjectsAsync(HttpRequest request)
    {
        var path = request.Path.Value!;
        switch (request.Method)
        {
            case "POST":
                var made = await BodyAsync(request);
                var name = $"{path}/{made["metadata"]!["name"]!.GetValue<string>()}";
                return objects.TryAdd(name, made) ? (201, Copy(made)) : Failure(409, "AlreadyExists");
            case "PUT":
                objects[path] = await BodyAsync(request);
                return (200, Copy(objects[path]));
            case "DELETE":
                return objects.TryRemove(path, out var removed) ? (200, Copy(removed)) : Failure(404, "NotFound");
            case "GET" when IsList(path):
                return (200, List(path, request.Query["labelSelector"].ToString()));
            default:
                // What a patch changes is the server's business; helm looks at the code alone.
                return objects.TryGetValue(path, out var found) ? (200, Copy(found)) : Failure(404, "NotFound");
        }
    }

    private static bool IsList(string path) =>
        Resources.Values.SelectMany(each => each).Any(each => path.EndsWith("/" + each.Name, StringComparison.Ordinal));

    private JsonObject List(string path, string selector)
    {
        var wanted = selector.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('='));
        var found = objects
            .Where(each => each.Key.StartsWith(path + "/", StringComparison.Ordinal))
            .Where(each =>
                wanted.All(label => each.Value["metadata"]!["labels"]?[label[0]]?.GetValue<string>() == label[^1])
            );
        return new()
        {
            ["kind"] =
                Resources
                    .Values.SelectMany(each => each)
                    .First(each => path.EndsWith("/" + each.Name, StringComparison.Ordinal))
                    .Kind + "List",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. found.Select(each => Copy(each.Value))]),
        };
    }

    private static (int Code, JsonObject Answer) Failure(int code, string reason) =>
        (
            code,
            new()
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["status"] = "Failure",
                ["reason"] = reason,
                ["code"] = code,
            }
        );

    private static JsonObject Copy(JsonObject json) => json.DeepClone().AsObject();

    private static async Task<JsonObject> BodyAsync(HttpRequest request) =>
        (await JsonNode.ParseAsync(request.Body))!.AsObject();
}
