using System.Text.Json.Nodes;

namespace BatchLoadTest.Checks.Create;

/// <summary>A create request that is wrong is refused.</summary>
/// <param name="name">The check's.</param>
/// <param name="requirement">What is required.</param>
/// <param name="worth">What it is worth.</param>
/// <param name="source">Where that is written.</param>
/// <param name="body">What is sent, of the scene and a file of one row.</param>
internal sealed class RefusedCreateCheck(
    string name,
    string requirement,
    CheckWorth worth,
    string source,
    Func<CheckScene, string, string> body
) : ICheck
{
    /// <summary>One that differs from a right one in something.</summary>
    public RefusedCreateCheck(
        string name,
        string requirement,
        CheckWorth worth,
        string source,
        Action<JsonObject, CheckScene> change
    )
        : this(name, requirement, worth, source, (scene, file) => Changed(scene, file, name, change)) { }

    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("create." + name, requirement, worth, source);

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.create"];

    /// <inheritdoc/>
    public int Rows => Info.Worth == CheckWorth.Differs ? 1 : 0;

    /// <inheritdoc/>
    public int RowsIfTaken => 1;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.FileId is { } file
            ? Refusal.Judge(await scene.CreateAsync(body(scene, file), cancellationToken))
            : CheckResult.Skip("no file was taken");

    /// <summary>A right request with something changed.</summary>
    public static string Changed(CheckScene scene, string file, string mark, Action<JsonObject, CheckScene> change)
    {
        var json = JsonNode.Parse(scene.CreateBody(file, mark))!.AsObject();
        change(json, scene);
        return json.ToJsonString();
    }
}
