namespace BatchLoadTest.Runtime;

/// <summary>Error numbers of the systems, where .NET has no name for them.</summary>
internal static class SystemErrors
{
    private const int LinuxTryAgain = 11;
    private const int MacOsTryAgain = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <summary>EAGAIN: it would have to wait, and must not.</summary>
    public static bool IsTryAgain(IOException exception) => exception.HResult is LinuxTryAgain or MacOsTryAgain;

    /// <summary>Somebody else holds the file.</summary>
    public static bool IsInUse(IOException exception) =>
        IsTryAgain(exception) || exception.HResult == WindowsSharingViolation;
}
