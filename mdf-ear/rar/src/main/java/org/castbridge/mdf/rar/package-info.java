/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What an application sees of the media delivery: the JCA connection factory that makes viewers'
 * sessions, and the listener that hears about them. The implementation is in the packages below;
 * this one knows neither JCA's service interfaces nor sockets.
 */
package org.castbridge.mdf.rar;
