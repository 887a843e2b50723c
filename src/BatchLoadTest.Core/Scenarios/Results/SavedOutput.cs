using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// One result file that is kept: written with <c>.part</c> behind its name until the download has come to its end. Each
/// download that is tried again begins it anew once its first bytes are there.
/// </summary>
/// <param name="outputs">Where it belongs.</param>
/// <param name="path">Its path.</param>
public sealed class SavedOutput(SavedOutputs outputs, string path) : IDisposable
{
    private SafeFileHandle? file;
    private long length;
    private bool isNew;
    private bool hasFailed;

    private string PartPath => path + ".part";

    /// <summary>Another download of it begins.</summary>
    public void Restart() => isNew = true;

    /// <summary>Takes the next piece. Never throws.</summary>
    public void Write(ReadOnlySpan<byte> piece)
    {
        if (!IsOpen())
        {
            return;
        }

        try
        {
            // Straight to the system: pieces are as large as a download's buffer.
            RandomAccess.Write(file!, piece, length);
            length += piece.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
        }
    }

    /// <summary>The download has come to its end: the file gets its name. Never throws.</summary>
    public void Complete()
    {
        if (!IsOpen())
        {
            outputs.Missed();
            return;
        }

        try
        {
            Close();
            File.Move(PartPath, path, overwrite: true);
            outputs.Saved(length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
            outputs.Missed();
        }
    }

    /// <summary>What came of a download that did not end stays, under its <c>.part</c>.</summary>
    public void Dispose() => Close();

    private bool IsOpen()
    {
        if (hasFailed || outputs.Problem is not null)
        {
            Close();
            return false;
        }

        if (file is not null && !isNew)
        {
            return true;
        }

        try
        {
            if (file is null)
            {
                Directory.CreateDirectory(outputs.Folder);
                file = File.OpenHandle(PartPath, FileMode.Create, FileAccess.Write, FileShare.Read);
            }
            else
            {
                RandomAccess.SetLength(file, 0);
            }

            (length, isNew) = (0, false);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
            return false;
        }
    }

    private void Fail(Exception exception)
    {
        hasFailed = true;
        Close();
        outputs.Failed(path, exception);
    }

    private void Close()
    {
        file?.Dispose();
        file = null;
    }
}
