using System.Text;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Registry;
using PreDelinquency.Trees;

namespace PreDelinquency.Gateway.Tests.Models;

/// <summary>The shipped trees, calibrated otherwise.</summary>
internal static class OtherModel
{
    /// <param name="version">Its name.</param>
    /// <param name="shift">Added to the shipped model's raw score.</param>
    /// <param name="auc">What its test says; null for what the shipped one's does.</param>
    public static BundleFiles Of(string version, double shift, double? auc = null)
    {
        var shipped = BundleFiles.Load(ShippedModel.Folder);
        var document = shipped.Document with { Version = version, Files = null, Calibration = new PlattCalibration(1, shift) };
        if (auc is { } value)
            document = document with { Metrics = new Dictionary<string, double>(document.Metrics) { ["test_auc"] = value, ["test_auc_low"] = value - 0.01 } };
        return BundleFiles.Create(
            new Dictionary<string, ReadOnlyMemory<byte>>
            {
                [BundleDocument.FileName] = Encoding.UTF8.GetBytes(document.ToJson()),
                [BundleDocument.TreesFileName] = shipped.Contents[BundleDocument.TreesFileName],
            },
            "test");
    }
}
