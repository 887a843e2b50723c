using System.Buffers;
using System.Text;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Rows;
using BatchLoadTest.MockServer.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Reads the multipart form of an upload as it arrives, with a window of one row at the most in memory.</summary>
internal sealed class UploadReader(
    FlavourRules rules,
    long maxBytes,
    int maxRows,
    ContentStore contents,
    IReadOnlyList<string> models
)
{
    /// <summary>What the form may take beside the file before the announced length alone refuses it.</summary>
    private const long FormOverhead = 10 << 10;

    /// <summary>What is read of another field, in bytes: none that means anything here is longer.</summary>
    private const int LongestField = 1024;

    /// <summary>Longest row in bytes: the largest body, and room for the rest.</summary>
    private const int LongestRow = 12 << 20;

    private const int SmallestWindow = 4 << 10;
    private const int UsualWindow = 64 << 10;

    /// <summary>The form, or a refusal: 400 for what is wrong with it, 413 as soon as it is known to be too large.</summary>
    public async Task<Upload> ReadAsync(Exchange exchange)
    {
        var announced = exchange.Request.ContentLength;
        if (announced > maxBytes + FormOverhead)
        {
            throw new RefusedException(ApiError.FileTooLarge(maxBytes));
        }

        var window = (int)Math.Clamp(announced ?? UsualWindow, SmallestWindow, UsualWindow);
        var form = new MultipartReader(BoundaryOf(exchange.Request), BodyOf(exchange), window);
        var upload = new Upload();
        try
        {
            while (await form.ReadNextSectionAsync(exchange.Aborted) is { } section)
            {
                await ReadSectionAsync(section, upload, window, exchange.Aborted);
            }

            Check(upload);
            return upload;
        }
        catch (Exception e) when (IsMalformedForm(e))
        {
            upload.Dispose();
            throw new RefusedException(ApiError.BadRequest($"Failed to read multipart upload: {e.Message}"));
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    private static CountingStream BodyOf(Exchange exchange) => new(exchange.Request.Body, exchange);

    private async Task ReadSectionAsync(
        MultipartSection section,
        Upload upload,
        int window,
        CancellationToken cancellationToken
    )
    {
        var disposition = section.GetContentDispositionHeader();
        var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
        switch (name)
        {
            case "file":
                upload.FileName = FileNameOf(disposition!);
                upload.Rows?.Content.Release();
                upload.Rows = await ReadRowsAsync(section.Body, window, cancellationToken);
                break;
            case "purpose":
                upload.Purpose = await ReadFieldAsync(section.Body, cancellationToken);
                CheckPurpose(upload.Purpose);
                break;
            case "expires_after[anchor]":
                upload.Anchor = await ReadFieldAsync(section.Body, cancellationToken);
                CheckAnchor(upload.Anchor);
                break;
            case "expires_after[seconds]":
                upload.ExpiresAfter = ExpiryOf(await ReadFieldAsync(section.Body, cancellationToken));
                break;
            default:
                break;
        }
    }

    private async Task<InputRows> ReadRowsAsync(Stream file, int windowSize, CancellationToken cancellationToken)
    {
        using var content = new ContentWriter(contents);
        var rows = new RowCollector(rules, maxRows, models);
        var window = ArrayPool<byte>.Shared.Rent(windowSize);
        var filled = 0;
        try
        {
            while (true)
            {
                var read = await file.ReadAsync(window.AsMemory(filled), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                if (content.Length + read > maxBytes)
                {
                    throw new RefusedException(ApiError.FileTooLarge(maxBytes));
                }

                await content.AppendAsync(window.AsMemory(filled, read), cancellationToken);
                var taken = rows.TakeLines(window.AsSpan(0, filled + read), filled);
                filled += read - taken;
                window.AsSpan(taken, filled).CopyTo(window);
                window = WithRoom(window, filled);
            }

            rows.TakeRest(window.AsSpan(0, filled));
            return new InputRows
            {
                Content = content.Complete(),
                Rows = rows.Rows.ToArray(),
                Problems = rows.Problems,
                Urls = rows.Urls,
                Groups = rows.Groups.All.ToArray(),
                Models = rows.Groups.Models(),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }

    private static byte[] WithRoom(byte[] window, int filled)
    {
        if (filled < window.Length)
        {
            return window;
        }

        if (window.Length >= LongestRow)
        {
            throw new RefusedException(ApiError.BadRequest($"A line is longer than {LongestRow} bytes", "file"));
        }

        var larger = ArrayPool<byte>.Shared.Rent(window.Length * 2);
        window.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(window);
        return larger;
    }

    private static async Task<string> ReadFieldAsync(Stream field, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(LongestField);
        try
        {
            var length = await field.ReadAtLeastAsync(
                bytes,
                bytes.Length,
                throwOnEndOfStream: false,
                cancellationToken
            );
            return Encoding.UTF8.GetString(bytes, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Check(Upload upload)
    {
        if (upload.Rows is null)
        {
            throw new RefusedException(ApiError.BadRequest("No file field found in multipart upload", "file"));
        }

        CheckPurpose(upload.Purpose);
        if (rules.ExpiryRange is not null && upload.Anchor is null && upload.ExpiresAfter is not null)
        {
            throw new RefusedException(
                ApiError.BadRequest(
                    "Missing required parameter: 'expires_after[anchor]'.",
                    "expires_after[anchor]",
                    "missing_required_parameter"
                )
            );
        }

        if (
            rules.Flavour != MockFlavour.ControlLayer
            && upload.FileName?.EndsWith(".jsonl", StringComparison.Ordinal) != true
        )
        {
            throw new RefusedException(
                ApiError.BadRequest("Invalid file format for Batch API. Must be .jsonl", "file")
            );
        }
    }

    private static void CheckPurpose(string? purpose)
    {
        if (purpose != "batch")
        {
            throw new RefusedException(
                ApiError.BadRequest($"Invalid purpose '{purpose}'. Only 'batch' is supported.", "purpose")
            );
        }
    }

    private static void CheckAnchor(string anchor)
    {
        if (anchor != "created_at")
        {
            throw new RefusedException(ApiError.InvalidValue("expires_after[anchor]", anchor, "created_at"));
        }
    }

    private TimeSpan ExpiryOf(string seconds)
    {
        const string name = "expires_after[seconds]";
        if (!long.TryParse(seconds, out var number))
        {
            throw new RefusedException(ApiError.InvalidType(name, "an integer"));
        }

        var (least, most) = rules.ExpiryRange ?? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(int.MaxValue));
        return ApiError.OutOfRange(name, number, (long)least.TotalSeconds, (long)most.TotalSeconds) is { } refusal
            ? throw new RefusedException(refusal)
            : TimeSpan.FromSeconds(number);
    }

    private static string FileNameOf(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        return HeaderUtilities.RemoveQuotes(name).ToString();
    }

    private static string BoundaryOf(HttpRequest request)
    {
        if (
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
        {
            var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
            if (boundary.Length > 0)
            {
                return boundary;
            }
        }

        throw new RefusedException(
            ApiError.BadRequest("Invalid multipart request: `Content-Type` names no multipart/form-data boundary")
        );
    }

    /// <summary>
    /// <see cref="MultipartReader"/> says a cut or bad form with these two plain types; everything that derives from
    /// the second is a lost connection or a refusal of ours.
    /// </summary>
    private static bool IsMalformedForm(Exception e) => e is InvalidDataException || e.GetType() == typeof(IOException);
}
