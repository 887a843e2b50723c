using System.Buffers;

namespace BatchLoadTest.MockServer.Results;

/// <summary>The lines of a file's content, one after the other.</summary>
internal interface IContentLines : IDisposable
{
    /// <summary>Goes to the next line; false after the last.</summary>
    bool MoveNext();

    /// <summary>Writes the line with its line end.</summary>
    void Write(IBufferWriter<byte> output);
}
