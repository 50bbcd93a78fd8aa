"""Parameters of an address that tell who came from where and select nothing of what is shown.

Names that no site uses for anything else, written out; a beginning alone only where the whole
family belongs to one tool. General words (`ref`, `source`, `keyword`, `cid`) are left in: lists
that are made to clean links drop them, and sites choose their pages by them. So `at_medium` goes
and `at_risk`, by which a site may filter its programmes, stays.
"""

from __future__ import annotations

import re

_SEARCH = """gclid gclsrc dclid gbraid wbraid gad srsltid _ga _gac _gl msclkid yclid ysclid ymclid
    _openstat"""
_SHARED = """fbclid fb_action_ids fb_action_types fb_source fb_ref mibextid igshid igsh twclid
    ttclid
    li_fat_id epik sccid rdt_cid __twitter_impression guccounter guce_referrer guce_referrer_sig"""
_LETTERS = """mc_cid mc_eid mkt_tok _hsenc _hsmi __hstc __hssc __hsfp hsctatracking vero_id
    vero_conv
    ml_subscriber ml_subscriber_hash ck_subscriber_id _bhlid _ke _kx dm_i _bta_tid _bta_c
    trk_contact trk_msg trk_module trk_sid sfmc_id sfmc_activityid elqtrackid elqtrack elqaid elqat
    elqcampaignid nr_email_referer"""
_COUNTED = """s_kwcid s_cid ef_id mkwid pcrid wickedid irclickid tblci dicbo _branch_match_id
    _branch_referrer wt_mc wt_zmc wt.mc_id xtor xtref wprov ns_mchannel ns_source ns_campaign
    ns_linkname ns_fee"""
_AT_INTERNET = """at_medium at_campaign at_campaign_type at_creation at_variant at_format at_network
    at_term at_platform at_channel at_type at_link at_link_id at_link_type at_link_origin
    at_ptr_name at_recipient_id at_recipient_list at_send_date at_send_time at_emailtype
    at_advertiser at_general_placement at_detail_placement"""
_NAMES = frozenset(" ".join((_SEARCH, _SHARED, _LETTERS, _COUNTED, _AT_INTERNET)).split())
_FAMILIES = re.compile(
    r"(?:utm|hsa|mtm|pk|piwik|matomo|gad|etcc|bsft)_\w+|oly_\w+_id|at_custom\d", re.IGNORECASE
)
_SESSION = re.compile(
    r"phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|cfid|cftoken|oscsid|zenid",
    re.IGNORECASE,
)
# `sid` alone may number a section; with a long random value it is a visit.
_RANDOM_SID = re.compile(r"s(?:id)?=[0-9a-z]{16,}", re.IGNORECASE)


def is_noise(pair: str) -> bool:
    """Whether `name=value`, as it stands in a query, selects nothing of what is shown."""
    name = pair.partition("=")[0]
    return (
        name.lower() in _NAMES
        or any(family.fullmatch(name) for family in (_FAMILIES, _SESSION))
        or bool(_RANDOM_SID.fullmatch(pair))
    )
