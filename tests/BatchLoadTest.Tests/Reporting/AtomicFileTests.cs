using BatchLoadTest.Reporting;

namespace BatchLoadTest.Tests.Reporting;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("atomic-file-").FullName;

    private string Target => Path.Combine(folder, "report.txt");

    [Fact]
    public async Task WriteAsync_MakesFoldersAndReplacesTheOlderFile()
    {
        var path = Path.Combine(folder, "a", "b", "report.txt");

        await WriteAsync(path, "first, and longer");
        await WriteAsync(path, "second");

        Assert.Equal("second", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task WriteAsync_ThatFailsMidway_LeavesTheOlderFileAndNothingElse()
    {
        await WriteAsync(Target, "older");

        await Assert.ThrowsAsync<IOException>(() =>
            AtomicFile.WriteAsync(
                Target,
                async (stream, token) =>
                {
                    await stream.WriteAsync(new byte[200_000], token);
                    throw new IOException("No space left on device");
                },
                CancellationToken.None
            )
        );

        Assert.Equal("older", await File.ReadAllTextAsync(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task WriteAsync_ThatFailsTheFirstTime_LeavesNoFile()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            AtomicFile.WriteAsync(Target, (_, _) => throw new InvalidOperationException(), CancellationToken.None)
        );

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task WriteAsync_ThatIsCancelled_LeavesNoFile()
    {
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            AtomicFile.WriteAsync(
                Target,
                async (stream, token) =>
                {
                    await stream.WriteAsync("half"u8.ToArray(), token);
                    await source.CancelAsync();
                    token.ThrowIfCancellationRequested();
                },
                source.Token
            )
        );

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task WriteAsync_OverALink_ReplacesWhatItPointsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var real = Path.Combine(folder, "real.txt");
        await WriteAsync(real, "older");
        File.CreateSymbolicLink(Target, real);

        await WriteAsync(Target, "newer");

        Assert.NotNull(new FileInfo(Target).LinkTarget);
        Assert.Equal("newer", await File.ReadAllTextAsync(real));
    }

    [Fact]
    public async Task WriteAsync_ToADevice_LeavesItADevice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/null.");

        await WriteAsync("/dev/null", "gone");

        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Empty(await File.ReadAllTextAsync("/dev/null"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task WriteAsync(string path, string text) =>
        AtomicFile.WriteAsync(
            path,
            (stream, token) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), token).AsTask(),
            CancellationToken.None
        );
}
