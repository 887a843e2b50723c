using System.Text.RegularExpressions;

namespace BatchLoadTest.Settings.Sources;

/// <summary>
/// Knows the variables that Kubernetes sets in every container of a namespace with a Service named batch-load-test… or
/// locust…: they look like settings and are none.
/// </summary>
internal static partial class ServiceVariable
{
    /// <summary>
    /// Whether Kubernetes set the variable. A name that ends in _PORT alone may be a person's, so its value counts too:
    /// there Kubernetes puts an address such as tcp://10.0.0.1:8089.
    /// </summary>
    public static bool IsInjected(string name, string value) =>
        ServiceOrPortDetail().IsMatch(name)
        || (
            name.EndsWith("_PORT", StringComparison.OrdinalIgnoreCase)
            && value.Contains("://", StringComparison.Ordinal)
        );

    [GeneratedRegex(
        "_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
    )]
    private static partial Regex ServiceOrPortDetail();
}
