namespace BatchLoadTest.Bench;

/// <summary>The program under test, built in Release from the source beside this benchmark.</summary>
/// <param name="Path">Its executable.</param>
/// <param name="DataFile">The data file that every workflow uploads.</param>
internal sealed record BuiltProgram(string Path, string DataFile)
{
    public static async Task<BuiltProgram> BuildAsync()
    {
        var root = Root();
        var project = System.IO.Path.Combine(root, "src", "BatchLoadTest");
        Console.WriteLine("building src/BatchLoadTest …");
        await Tool.RunAsync("dotnet", ["build", project, "-c", "Release", "--nologo", "-v", "quiet"]);
        return new BuiltProgram(
            System.IO.Path.Combine(project, "bin", "Release", "net10.0", "batch-load-test"),
            System.IO.Path.Combine(root, "test_data", "batch_input_medium.jsonl")
        );
    }

    /// <summary>Runs it against the mock server, every report written to a folder that is deleted afterwards.</summary>
    public async Task<ChildUsage> MeasureAsync(
        MockServer mock,
        int users,
        IEnumerable<string> load,
        params IReadOnlyList<string> mode
    )
    {
        var results = Directory.CreateTempSubdirectory("batch-load-test-bench-").FullName;
        try
        {
            string[] target = ["--host", $"{mock.Host}", "--api-key", MockServer.ApiKey, "--test-data", DataFile];
            string[] output = ["--only-summary", "--keep-files", "--results", results];
            // Latency on a busy machine is no failure here; a failed request is one.
            string[] verdict = ["--p95-threshold-ms", "off", "--error-rate-threshold", "0"];
            return await Launcher.MeasureAsync(
                Path,
                [
                    .. target,
                    "--users",
                    $"{users}",
                    .. load,
                    .. output,
                    .. verdict,
                    .. mode.Count == 0 ? ["--headless"] : mode,
                ]
            );
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
    }

    private static string Root()
    {
        for (
            var folder = AppContext.BaseDirectory;
            folder is not null;
            folder = System.IO.Path.GetDirectoryName(folder)
        )
        {
            if (File.Exists(System.IO.Path.Combine(folder, "BatchLoadTest.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("no BatchLoadTest.sln above this program: run it from its repository");
    }
}
