namespace BatchLoadTest.Checks.Upload;

/// <summary>A file that is wrong is not worked on.</summary>
/// <param name="name">The check's.</param>
/// <param name="requirement">What is required.</param>
/// <param name="worth">What it is worth.</param>
/// <param name="source">Where that is written.</param>
/// <param name="content">The file, of a right row.</param>
internal sealed class MalformedFileCheck(
    string name,
    string requirement,
    CheckWorth worth,
    string source,
    Func<SampleRow, byte[]> content
) : ICheck
{
    private const int MostRows = 3;

    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("upload." + name, requirement, worth, source);

    // Of what is taken a batch is made; who wants none leaves these out with it.
    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.upload", "preflight.create"];

    /// <summary>Of a service that does not mind, and may be right in that.</summary>
    public int Rows { get; init; }

    /// <inheritdoc/>
    public int RowsIfTaken => Math.Max(Rows, MostRows);

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken) =>
        await MalformedFile.LookAsync(
            scene,
            name,
            content(await SampleRow.OfAsync(scene, cancellationToken)),
            cancellationToken
        );
}
