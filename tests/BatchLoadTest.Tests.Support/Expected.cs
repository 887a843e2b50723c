namespace BatchLoadTest.Tests.Support;

/// <summary>
/// Compares output with a file, most of them in <c>Expectations/</c>. With <c>UPDATE_EXPECTATIONS=1</c> in the environment the file
/// is written instead: look at the difference before it is committed.
/// </summary>
public static class Expected
{
    /// <summary>Where a file in <c>Expectations/</c> is.</summary>
    public static string PathOf(string file) => Path.Combine(Folder(), file);

    /// <summary>Fails where <paramref name="actual"/> is not what the file says; space at line ends and blank lines at the end do not count.</summary>
    public static void Matches(string file, string actual) => MatchesFile(PathOf(file), actual);

    /// <summary>As <see cref="Matches"/>, with a file anywhere.</summary>
    public static void MatchesFile(string path, string actual)
    {
        var lines = actual.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd());
        var text = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTATIONS") == "1")
        {
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; the output was:\n{text}");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BatchLoadTest.sln")))
        {
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return Path.Combine(folder, "tests", "BatchLoadTest.Tests", "Expectations");
    }
}
