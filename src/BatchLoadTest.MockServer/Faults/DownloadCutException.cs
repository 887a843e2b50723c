namespace BatchLoadTest.MockServer.Faults;

/// <summary>
/// Ends a download on purpose. An exception out of a request makes Kestrel send what was written and close the
/// connection (or reset the stream) without the body's end; <see cref="HttpContext.Abort"/> would lose what is written.
/// </summary>
internal sealed class DownloadCutException() : IOException("This download is cut on purpose");
